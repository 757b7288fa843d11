declare module 'virtual:base-theme.css';
declare module 'virtual:tokens.css';
