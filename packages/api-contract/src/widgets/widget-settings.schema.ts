import { z } from 'zod';

const color = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #0B6B63')
  .transform((value) => value.toUpperCase());

/** Everything a customer can set about the widget's look. All of it is data, none of it is CSS. */
export const widgetSettings = z.object({
  accent: color.default('#0B6B63'),
  position: z.enum(['right', 'left']).default('right'),
  theme: z.enum(['auto', 'light', 'dark']).default('auto'),
  launcherLabel: z.string().trim().max(40).default(''),
  subtitle: z.string().trim().max(80).default(''),
  offsetPx: z.int().min(0).max(200).default(20),
  showSources: z.boolean().default(true),
  askForPerson: z.boolean().default(true),
});
