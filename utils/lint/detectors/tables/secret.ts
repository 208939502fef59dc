import type { SecretTable } from '../secret.ts';

/**
 * Key formats that their providers publish, each with a fixed beginning: AWS, GitHub, GitLab, Slack, Stripe, OpenAI,
 * Anthropic, OpenRouter, Google, Azure, npm, PyPI, SendGrid, Mailgun, Mailchimp, Twilio, Shopify, Square, Hugging Face,
 * Docker, DigitalOcean, Databricks, Linear, Notion, Figma, Airtable, Telegram, Discord, Meta, Grafana, Vault, Doppler,
 * Postman, New Relic, Supabase, Replicate, Groq, xAI, Perplexity, Fly, Dropbox, Netlify, Pulumi, age, 1Password, Alibaba,
 * Adobe, Artifactory, Atlassian, Authress, Bedrock, Brevo, ClickHouse, Clojars, Cloudflare, Defined Networking, Duffel,
 * Dynatrace, EasyPost, Flutterwave, Frame.io, Harness, Heroku, Infracost, Langfuse, Lob, Mapbox, MaxMind, Octopus, OpenShift,
 * Plaid, PlanetScale, Prefect, ReadMe, Resend, RubyGems, Scalingo, Sentry, SettleMint, Shippo, SonarQube, Sourcegraph,
 * Tailscale, Terraform Cloud, Twitter, Typeform, Vercel, Yandex. Compared with the public rule lists of gitleaks and
 * secretlint; formats without a beginning of their own are left to the names that values are given to.
 */
const FORMATS = [
  '(?:A3T[A-Z0-9]|A[BCKS][ICK]A)[A-Z2-7]{16}',
  'gh[opsru]_[A-Za-z0-9]{36,251}|github_pat_\\w{82}',
  'gl(?:agent|cbt|dt|ffct|ft|imt|oas|pat|ptt|rt|soat)-[\\w-]{20,64}(?:\\.[a-z\\d]{9})?|gl(?:pat|rt)-[\\w-]{27,300}\\.[a-z\\d]{9}|GR1348941[\\w-]{20}',
  'xox[abeoprs]-[\\w-]{10,250}|xoxe\\.xox[bp]-\\d-[A-Z\\d]{140,180}|xapp-\\d-[\\w-]{20,150}',
  '(?:sk|rk|pk)_(?:live|test|prod)_[A-Za-z0-9]{16,99}|whsec_[A-Za-z0-9+/]{32,64}',
  'sk-(?:ant-(?:api|admin)\\d\\d|proj|svcacct|admin|or-v1)-[\\w-]{32,180}|sk-[A-Za-z0-9]{32,64}',
  'AIza[\\w-]{35}|ya29\\.[\\w-]{20,200}|GOCSPX-[\\w-]{28}',
  '[\\w~.-]{3}\\dQ~[\\w~.-]{31,34}|AccountKey=[A-Za-z0-9+/]{86}==',
  'npm_[A-Za-z0-9]{36}|pypi-AgE[\\w-]{50,200}',
  'SG\\.[\\w-]{22}\\.[\\w-]{43}|key-[a-f0-9]{32}|[a-f0-9]{32}-us\\d{1,2}|SK[a-f0-9]{32}',
  'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|sq0(?:atp|csp|idp)-[\\w-]{22,43}',
  '(?:hf_|api_org_)[A-Za-z]{34}|dckr_pat_[\\w-]{27}|do[opr]_v1_[a-f0-9]{64}|dapi[a-f0-9]{32}(?:-\\d)?',
  'lin_api_[A-Za-z0-9]{40}|ntn_[A-Za-z0-9]{40,60}|secret_[A-Za-z0-9]{43}|figd_[\\w-]{40}|pat[A-Za-z0-9]{14}\\.[a-f0-9]{64}',
  '\\d{8,10}:AA[\\w-]{33}|[MNO][\\w-]{23,25}\\.[\\w-]{6}\\.[\\w-]{27,38}|EAA[A-Za-z0-9]{80,250}',
  'glsa_\\w{41}|glc_[A-Za-z0-9+/]{32,400}={0,2}|hv[brs]\\.[\\w-]{24,200}|dp\\.[a-z]{2,5}\\.[A-Za-z0-9]{40,44}|PMAK-[a-f0-9]{24}-[a-f0-9]{34}|NRAK-[A-Z0-9]{27}',
  'sbp_[a-f0-9]{40}|r8_[A-Za-z0-9]{37}|gsk_[A-Za-z0-9]{52}|xai-[A-Za-z0-9]{80}|pplx-[A-Za-z0-9]{48}|fo1_[\\w-]{43}|fm(?:1[ar]|2)_[A-Za-z0-9+/]{100,600}={0,3}',
  'sl\\.[\\w-]{130,180}|nfp_[A-Za-z0-9]{36}|pul-[a-f0-9]{40}|AGE-SECRET-KEY-1[0-9A-Z]{58}|ops_eyJ[\\w+/=-]{200,900}|A3(?:-[A-Z0-9]{5,6}){4,6}',
  'LTAI[A-Za-z0-9]{20}|p8e-[A-Za-z0-9]{32}|AKCp[A-Za-z0-9]{69}|cmVmd[A-Za-z0-9]{59}|ATATT3[\\w=-]{180,250}|ABSK[A-Za-z0-9+/]{109,269}={0,2}',
  '(?:sc|ext|scauth|authress)_[a-z0-9]{5,30}\\.[a-z0-9]{4,6}\\.acc[_-][a-z0-9-]{10,32}\\.[\\w+/=-]{30,120}|xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}',
  '4b1d[A-Za-z0-9]{38}|CLOJARS_[a-f0-9]{60}|v1\\.0-[a-f0-9]{24}-[a-f0-9]{146}|cf(?:k|ut|at)_[A-Za-z0-9]{40}[a-f0-9]{8}|dnkey-[\\w=-]{26}-[\\w=-]{52}',
  'duffel_(?:test|live)_[\\w=-]{43}|dt0[a-z]\\d\\d\\.[A-Z0-9]{24}\\.[A-Z0-9]{64}|EZ[AT]K[A-Za-z0-9]{54}|FLW(?:PUBK|SECK)(?:_TEST)?-[A-Za-z0-9]{12,40}(?:-X)?|fio-u-[\\w=-]{64}',
  '(?:pat|sat)\\.[\\w-]{22}\\.[A-Za-z0-9]{24}\\.[A-Za-z0-9]{20}|HRKU-AA[\\w-]{58}|ico-[A-Za-z0-9]{32}|[sp]k-lf-[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}',
  '(?:live|test)_(?:pub_)?[a-f0-9]{31,35}|[ps]k\\.eyJ[\\w-]{40,200}\\.[\\w-]{22}|[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk|API-[A-Z0-9]{26}|sha256~[\\w-]{43}',
  'access-(?:sandbox|development|production)-[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}|pscale_(?:tkn|oauth|pw)_[\\w=.-]{32,64}|pn[bu]_[A-Za-z0-9]{36}',
  'rdme_[a-z0-9]{70}|re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}|rubygems_[a-f0-9]{48}|tk-us-[\\w-]{48}|sntry[su]_[\\w+/=-]{60,400}|sm_[aps]at_[A-Za-z0-9]{16}',
  'shippo_(?:live|test)_[a-f0-9]{40}|sq[apu]_[a-f0-9]{40}|sgp_(?:(?:[a-f0-9]{16}|local)_)?[a-f0-9]{40}|tskey-[a-z]{2,20}-\\w{8,40}-\\w{16,60}',
  '[A-Za-z0-9]{14}\\.atlasv1\\.[\\w=-]{60,70}|AAAAAAAAAAAAAAAAAAAAA[A-Za-z0-9%]{60,120}|tfp_[\\w.=-]{59}|vc[acikpr]_[A-Za-z0-9]{20,60}|AQVN[\\w-]{35,38}|y[03]_[\\w-]{58}',
  'sb_secret_[A-Za-z0-9_-]{20,60}|nvapi-[\\w-]{60,70}|AIzaSy[\\w-]{33}|EAAA[\\w-]{22,60}|APP_USR-\\d{10,20}-\\d{6}-[a-f0-9]{32}-\\d{6,12}|phx_[A-Za-z0-9]{40,50}',
  // What stands behind the word in a header (RFC 6750).
  '(?<=[Bb]earer )(?=[\\w.~+/-]{0,60}\\d)[\\w.~+/-]{20,500}=*',
  // A signed token (RFC 7519): header and claims are JSON, so both begin with an encoded brace.
  'eyJ[\\w-]{8,2000}\\.eyJ[\\w-]{4,4000}\\.[\\w-]{16,2000}',
];

const PASSWORDS =
  'passwords?|passwd|passcode|passphrase|pwd|pw|passord\\p{L}*|lösenord\\p{L}*|adgangskode\\p{L}*|salasana|kennwort|passwort|contraseña|mot de passe|wachtwoord|senha|hasło|parola';
const KEYS =
  'api[_ -]?key|secret(?:[_ -]?(?:access[_ -]?)?key)?|access[_ -]?(?:key|token)|auth[_ -]?token|client[_ -]?secret|private[_ -]?key|bearer|token|api[_ -]?nøkkel';

export const SECRET: SecretTable = {
  keys: `(?<![\\w-])(?:${FORMATS.join('|')})(?![\\w-])`,
  blocks:
    '-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:[\\sA-Za-z0-9+/=:,.()-]{0,5000}?-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----)?',
  // Slack, Discord, Teams, Zapier and Google Chat.
  hooks:
    'https://(?:hooks\\.slack\\.com/(?:services|workflows|triggers)/|(?:\\w{1,9}\\.)?discord(?:app)?\\.com/api/webhooks/|[a-z0-9-]{1,60}\\.webhook\\.office\\.com/webhookb2/|hooks\\.zapier\\.com/hooks/catch/|chat\\.googleapis\\.com/v1/spaces/)([\\w/@?=&%-]{13,300})',
  signIns: '(?<=://[^\\s/:@]{0,64}:)[^\\s/@]{3,128}(?=@[\\p{L}\\p{N}[])',
  assigned: `(?<![\\p{L}\\p{N}_-])(?:((?:[\\w-]{0,40}[_-])?(?:${PASSWORDS}))|(?:[\\w-]{0,40}[_-])?(?:${KEYS}))["'\`]?(?:\\s{0,3}(?::=?|=>?)\\s{0,3}|\\s(?:is|er|är|ist|es|est):?\\s)["'\`]?([^\\s"'\`<>]{5,200})`,
  placeholder:
    '^(?:password|passwd|pass|pwd|secret|passord|hemmelig)\\d{0,3}$|example|sample|your|placeholder|redacted|changeme|dummy|x{4}|\\*{3}|•|…|\\.\\.\\.|^\\W*$|^[<[{($%]|^(?:process|os|env)\\.|^(.)\\1+$|^https?:',
};
