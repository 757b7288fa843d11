import * as z from 'zod';

// Zod would try `new Function` for speed, which the site's policy forbids and the console would report. Imported first.
z.config({ jitless: true });
