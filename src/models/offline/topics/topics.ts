import { topic, type Topic } from './topic';

const settings = { takesSettings: true } as const;
const entrance = { takesSettings: true, isGlobal: true } as const;
const external = { isExternal: true, takesSettings: true } as const;

/** All known topics; of equally good ones the first wins. */
const topics = [
  topic(
    'rateLimit',
    /rate[- ]?limit|throttl|quota/i,
    'rate limiter, limit store',
    'middleware route handler request',
    entrance,
  ),
  topic('cache', /\bcach(?:e|es|ing)\b|memoi[sz]/i, 'result cache, cache keys', 'fetch find load query read', settings),
  topic(
    'signIn',
    /\b(?:authentication|log[- ]?in|sign[- ]?in|sso|oauth\w*|oidc|saml|2fa|two[- ]factor|passkeys?)\b/i,
    'credential check, session store',
    'user token session login auth',
    { ...entrance, isExternal: true },
  ),
  topic(
    'access',
    /\b(?:roles?|permissions?|rbac|access control|authori[sz]ation|admin(?:istrator)? rights)\b/i,
    'access policy, role assignments',
    'user admin owner route handler',
    { isGlobal: true },
  ),
  topic(
    'logging',
    /\b(?:log(?:ging|s)|audit (?:log\w*|trail)|tracing|observability|metrics|monitoring)\b/i,
    'event log, log context',
    'console print logger error handler',
    entrance,
  ),
  topic(
    'jobs',
    /\b(?:jobs?|queues?|background|scheduler|cron|workers?)\b(?!\s+colou?r)/i,
    'job queue, job runner',
    'process run task send worker',
    settings,
  ),
  topic(
    'webhooks',
    /\b(?:webhooks?|callbacks?)\b/i,
    'webhook sender, webhook registry',
    'event emit notify handler route',
    external,
  ),
  topic(
    'retries',
    /\b(?:retr(?:y|ies)|resilien\w*|timeouts?|circuit[- ]breaker|fallback)\b/i,
    'retry policy',
    'fetch client request send connect',
    settings,
  ),
  topic(
    'commands',
    /\b(?:subcommands?|cli|command[- ]line)\b/i,
    'command options, command output',
    'command flag args run print',
  ),
  topic(
    'flags',
    /\b(?:feature[- ]flags?|toggles?|a\/b tests?|experiments?)\b/i,
    'flag rules, flag source',
    'config settings user init env',
    entrance,
  ),
  topic(
    'analytics',
    /\b(?:analytics|telemetry|usage (?:tracking|data|statistics)|event (?:tracking|collection))\b/i,
    'analytics tracker, analytics events, analytics consent',
    'handler create open page user',
    settings,
  ),
  topic(
    'onboarding',
    /\b(?:onboarding|first[- ]run|welcome (?:flow|tour)|getting started|walkthrough)\b/i,
    'onboarding steps, onboarding progress, onboarding screen',
    'user register create login home',
  ),
  topic(
    'search',
    /\b(?:search|full[- ]text|autocomplete)\b/i,
    'search index, search query',
    'list find query filter store',
  ),
  topic('filter', /\b(?:filter(?:s|ing)?|sort(?:ing|able)?)\b/i, 'list filter', 'list find query all'),
  topic(
    'pagination',
    /\b(?:pagination|paginat\w*|paging|infinite scroll|cursor)\b/i,
    'page cursor',
    'list limit offset all find',
  ),
  topic(
    'notifications',
    /\b(?:notif(?:y|ication|ications)|alerts?|reminders?|push messages?|e-?mail (?:digest|notification|notifications|reminders?))\b/i,
    'notification sender, notification preferences',
    'user send event create update',
    external,
  ),
  topic(
    'payments',
    /\b(?:payments?|billing|checkout|invoices?|subscriptions?|stripe|paypal)\b/i,
    'payment client, payment events, payment records',
    'order price user invoice create',
    external,
  ),
  topic(
    'imports',
    /\b(?:imports?|importing|importer|bulk (?:upload|create)|ingest\w*)\b/i,
    'import reader, import run',
    'create add parse read store',
  ),
  topic(
    'exports',
    /\b(?:exports?|exporting|backup|(?:csv|spreadsheets?|excel)(?!.*\bimport))\b/i,
    'export format, export stream',
    'list read write store format',
  ),
  topic(
    'uploads',
    /\b(?:uploads?|uploading|attachments?|file storage)\b/i,
    'upload check, upload storage',
    'request body route store user',
    settings,
  ),
  topic(
    'theme',
    /\b(?:dark[- ]mode|themes?|theming|high contrast|accessib\w+|a11y)\b/i,
    'theme tokens, theme choice',
    'style color css layout render',
  ),
  topic(
    'translation',
    /\b(?:i18n|l10n|internationali[sz]\w*|locali[sz]\w*|translations?|multi[- ]language|languages)\b/i,
    'message catalogue, locale choice',
    'message text label format title',
  ),
  topic(
    'reports',
    /\b(?:dashboards?|reports?|reporting|charts?|statistics)\b/i,
    'report figures, report view',
    'count list query sum view',
  ),
  topic(
    'container',
    /\b(?:docker\w*|container(?:s|ize)?|podman)\b/i,
    'image @ Dockerfile, image context @ .dockerignore',
    'server start port',
  ),
  topic(
    'pipeline',
    /\b(?:ci(?:\/cd)?|continuous integration|github actions|gitlab ci|build pipeline)\b/i,
    'pipeline @ .github/workflows/ci.yml',
    'build test lint',
  ),
] as const;

/** The name of a known topic. */
export type TopicKey = (typeof topics)[number]['key'];

/** The topic whose words come first in the name of what is asked for; null if there is none. The target counts only to recognise imports and exports. */
export const topicOf = (name: string, target: string): Topic<TopicKey> | null => {
  const text = `${name} ${target}`;
  return (
    topics
      .map((known) => ({ known, at: text.search(known.pattern) }))
      .filter(({ at }) => at >= 0 && at < name.length)
      .sort((a, b) => a.at - b.at)[0]?.known ??
    topics.find(({ key, pattern }) => (key === 'imports' || key === 'exports') && pattern.test(text)) ??
    null
  );
};
