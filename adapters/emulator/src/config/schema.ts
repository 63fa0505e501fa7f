import * as z from 'zod';
import type { VendorTable } from '../vendor/emulated-vendor.ts';

/** What of `emulator.toml` is the emulator's own; every other table is a vendor's, and that vendor says what it holds. */
export const sectionsSchema = z.object({
  vendors: z.array(z.string().min(1)).min(1).optional().meta({
    description:
      'Which vendors are played: packages, or folders of such; all that are installed unless given',
  }),
  replay: z
    .strictObject({
      speed: z
        .number()
        .positive()
        .max(3_600)
        .default(1)
        .meta({ description: 'Measured seconds that pass in one real second' }),
      interval_seconds: z
        .int()
        .min(1)
        .max(3_600)
        .default(900)
        .meta({ description: 'How often values change that a vendor holds back, such as the weather' }),
    })
    .prefault({}),
  limits: z
    .strictObject({
      scale: z.number().positive().default(1).meta({ description: "Factor on the vendors' rate limits" }),
    })
    .prefault({}),
  tls: z
    .strictObject({
      min_version: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.2'),
      max_version: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.3'),
    })
    .prefault({}),
});

/** A vendor's table as it stands in the file, and what it says for certain. */
export interface GivenTable {
  /** For the vendor's own schema. */
  readonly given: unknown;
  /** DNS name of its cloud. */
  readonly host: VendorTable['host'];
}

/** What the emulator plays, and to whom. */
export interface EmulatorConfig extends Omit<z.output<typeof sectionsSchema>, 'vendors'> {
  /** By vendor, for every vendor that is played. */
  readonly tables: ReadonlyMap<string, GivenTable>;
}
