/**
 * Parameters that other services add to follow a reader; those of campaigns of one's own (`utm_…`) are not among them.
 * A name that ends in `*` stands for all that begin so. From the services' own documentation, 2026-11-22.
 */
export const TRACKING_PARAMETERS: readonly string[] = [
  'fbclid',
  'gclid',
  'gclsrc',
  'gbraid',
  'wbraid',
  'dclid',
  'msclkid',
  'twclid',
  'ttclid',
  'li_fat_id',
  'igshid',
  'igsh',
  'yclid',
  'mc_cid',
  'mc_eid',
  'mkt_tok',
  '_hsenc',
  '_hsmi',
  'vero_id',
  'oly_enc_id',
  'oly_anon_id',
  's_cid',
  'rb_clickid',
  'wickedid',
  'epik',
  'srsltid',
];
