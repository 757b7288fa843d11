import { SiteEnv } from './env-shape.ts';

declare global {
  interface Window {
    env?: unknown;
  }
}

/** Settings of this deployment, as `env.js` gave them; throws if the page was served without. */
export const env: SiteEnv = SiteEnv.parse(window.env);

/** Where the application lives, with a slash at its end. */
export const homeUrl = `${env.API_BASE_URL}/`;
/** What the product is called here. */
export const productName = env.CUSTOM_DISPLAY_NAME || 'LISA';
