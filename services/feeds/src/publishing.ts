import { type AlertSettings, type SigningKey, VIET_NAM_ARC } from '@loa/cap';
import { ConfigError, type Secret, secret } from '@loa/runtime';
import { z } from 'zod';

/** Under what names an installation publishes; read by feeds and by standalone. */
export const publishingConfig = {
  /** Where the public reaches this installation, without a slash at the end. */
  LOA_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'expected an http address' }).optional(),
  /** OID arc of the authority for published alerts (WMO/TD-No. 1556). */
  LOA_CAP_ARC: z
    .string()
    .regex(/^\d+(\.\d+)+$/, 'expected an OID such as 2.49.0.1.704.0')
    .default(VIET_NAM_ARC),
  /** CAP's sender: unique worldwide (CAP 1.2, 3.2.1). Never change it while a warning is in force: it is part of every reference. */
  LOA_CAP_SENDER: z
    .string()
    .regex(/^[^\s,<&]+$/, 'expected a name without spaces, commas, < and &, such as loa.example.org')
    .default('loa.localhost'),
  LOA_CAP_SENDER_NAME: z.string().default('Loa'),
  LOA_CAP_SENDER_NAME_EN: z.string().default('Loa'),
  LOA_CAP_CONTACT: z.string().optional(),
  /** PEM of an RSA or ECDSA key; messages go out unsigned without it. */
  LOA_CAP_SIGNING_KEY: secret().optional(),
  /** PEM of its certificate. */
  LOA_CAP_SIGNING_CERTIFICATE: z.string().optional(),
};

type PublishingConfig = z.output<z.ZodObject<typeof publishingConfig>>;

export interface Publishing {
  readonly alerts: AlertSettings;
  readonly signing: SigningKey | null;
}

/** Names and key as feeds use them; `here` stands in for an address that was not given. Throws ConfigError for half a key pair. */
export function publishingOf(config: PublishingConfig, here: string): Publishing {
  const { LOA_CAP_SIGNING_KEY: key, LOA_CAP_SIGNING_CERTIFICATE: certificate } = config;
  return {
    alerts: {
      arc: config.LOA_CAP_ARC,
      sender: config.LOA_CAP_SENDER,
      senderName: { vi: config.LOA_CAP_SENDER_NAME, en: config.LOA_CAP_SENDER_NAME_EN },
      publicUrl: (config.LOA_PUBLIC_URL ?? here).replace(/\/$/, ''),
      contact: config.LOA_CAP_CONTACT ?? null,
    },
    signing: signingOf(key, certificate),
  };
}

function signingOf(key: Secret | undefined, certificate: string | undefined): SigningKey | null {
  if (key === undefined && certificate === undefined) return null;
  if (key !== undefined && certificate !== undefined) return { key: key.reveal(), certificate };
  const name = key === undefined ? 'LOA_CAP_SIGNING_KEY' : 'LOA_CAP_SIGNING_CERTIFICATE';
  throw new ConfigError([{ name, expected: 'the other half of the key pair' }], []);
}
