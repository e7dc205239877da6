import { z } from 'zod';

// Zod otherwise tries `new Function` for speed, which the page's content security policy reports.
// This module is imported first, before any schema is made.
z.config({ jitless: true });
