// Plans as data whose tasks keep a hidden key, so that it is known what became of each, whatever its text says.

const verbs =
  'Add|Move|Extract|Cover|Document|Replace|Guard|Cache|Validate|Log|Limit|Retry|Split|Expose|Migrate|Trace'.split('|');
const objects =
  'bucket store|session token|upload queue|search index|billing webhook|audit trail|retry policy|config loader|feature flag|rate limiter|user import|mail sender|cache layer|export job|schema check|access log|api key|page cursor|health probe|job runner'.split(
    '|',
  );
const places =
  'for admin routes|behind a flag|in the worker|per tenant|for large files|on start-up|across regions|in the gateway|for guests|by date|over http|with backoff'.split(
    '|',
  );
const outcomes =
  'the eleventh request within a second gets 429|a second run changes nothing|the old path answers with a redirect|two tenants never share an entry|the log names the user and the reason|a broken file is skipped and told|the test suite passes without network|p95 stays under 40 ms for 1000 rows|restarting loses no message|the dashboard shows the new counter|a wrong token is refused with 401|the export opens in a spreadsheet'.split(
    '|',
  );
const folders = 'src/limits|src/http|src/store|src/jobs|test/unit|docs|src/auth|src/billing'.split('|');
const prose =
  'Keep one client from starving the others|Answers stay under ten milliseconds at the median|No new service has to be run|Counters live in memory until the second phase|The gateway stays unaware of tenants|Operators can turn it off without a release|Old clients keep working for two versions|Every refusal is logged with its reason|Secrets never reach the log|Load tests run nightly against staging|The roll-out begins with one internal tenant|A dashboard shows refusals per route|Alerts fire when refusals pass five per cent|The runbook says how to raise a limit|Data older than ninety days is dropped|Failover is tried once a quarter|The schema change is backward compatible|Reviewers sign off on the threat model|Costs stay within the present budget|Documentation is updated in the same change'.split(
    '|',
  );

/** Creates a maker of random plans from a generator of numbers from 0 to 1. */
export const planMaker = (next) => {
  const below = (n) => Math.floor(next() * n);
  const pick = (list) => list[below(list.length)];
  let keys = 0;
  const file = () => ({
    path: `${pick(folders)}/${pick(objects).split(' ')[0]}${pick(['Store', 'Check', 'View', 'Job', ''])}${below(40)}.ts`,
    kind: pick(['modify', 'modify', 'new']),
  });
  const sentence = () => {
    const shapes = [
      () => `${pick(prose)} ${pick(places)}`,
      () => `With the ${pick(objects)} ${pick(places)} ${pick(outcomes)}`,
      () => `${title()} so that ${pick(outcomes)}`,
    ];
    return pick(shapes)();
  };
  const title = () => `${pick(verbs)} the ${pick(objects)} ${pick(places)}`;
  const task = () => ({
    key: ++keys,
    title: title(),
    estimate: pick([null, '1h', '3h', '2d']),
    files: Array.from({ length: 1 + below(2) }, file),
    doneWhen: `${pick(outcomes)}${next() < 0.4 ? ` and ${pick(outcomes)}` : ''}`,
    notes: next() < 0.3 ? `${pick(prose)}.` : '',
    done: next() < 0.2,
  });
  /** Some titles occur twice, as `Add tests` does in real plans. */
  const plan = (phaseCount, tasksEach) => {
    const phases = Array.from({ length: phaseCount }, (_, at) => ({
      key: ++keys,
      title: `Phase ${at + 1}: ${pick(objects)} ${at}`,
      tasks: Array.from({ length: tasksEach }, task),
    }));
    const all = phases.flatMap(({ tasks }) => tasks);
    for (let twin = 0; twin < all.length / 6; twin++) pick(all).title = pick(all).title;
    const items = (count) =>
      Array.from({ length: count }, () => ({ key: ++keys, text: `${pick(prose)} ${pick(places)}` }));
    const sections = [
      'Overview & Goals',
      'Requirements & Constraints',
      'Architecture & Design',
      'Testing Strategy',
      'Risks',
    ];
    return { title: title(), phases, sections: sections.map((name) => ({ name, items: items(3 + below(4)) })) };
  };
  return { below, pick, task, file, sentence, plan, outcomes, prose, freshKey: () => ++keys };
};

export const copy = (plan) => structuredClone(plan);
export const tasksOf = ({ phases }) => phases.flatMap(({ tasks }) => tasks);

/** The lines of a task; `at` says which line is which. */
const taskLines = (task, withId) => {
  const id = withId ? `**T${task.key}** ` : '';
  return [
    {
      at: 'title',
      text: `- [${task.done ? 'x' : ' '}] ${id}${task.title}${task.estimate ? ` (${task.estimate})` : ''}`,
    },
    {
      at: 'files',
      text: `  - Files: ${task.files.map(({ path, kind }) => `\`${path}\`${kind === 'new' ? ' (new)' : ''}`).join(', ')}`,
    },
    { at: 'doneWhen', text: `  - Done when: ${task.doneWhen}` },
    ...(task.notes === '' ? [] : [{ at: 'notes', text: `  - ${task.notes}` }]),
  ];
};

/** The plan as Markdown, and the line number of each key (`12 title`, `34 item`). */
export const render = (plan, { ids = true } = {}) => {
  const lines = [`# ${plan.title}`, '', '> Why this is done.', ''];
  const where = new Map();
  const write = (name, text) => {
    where.set(name, lines.length);
    lines.push(text);
  };
  const section = ({ name, items }) => {
    lines.push(`## ${name}`, '');
    for (const { key, text } of items) write(`${key} item`, `- ${text}.`);
    lines.push('');
  };
  const [before, after] = [plan.sections.slice(0, 3), plan.sections.slice(3)];
  before.forEach(section);
  lines.push('## Implementation Phases', '');
  for (const { title, tasks } of plan.phases) {
    lines.push(`### ${title}`, '');
    for (const task of tasks) for (const { at, text } of taskLines(task, ids)) write(`${task.key} ${at}`, text);
    lines.push('');
  }
  after.forEach(section);
  return { source: `${lines.join('\n').trimEnd()}\n`, where };
};

/** Replaces, drops or adds words of a text until the given share of them has changed. */
export const reword = ({ below, pick, prose }, text, share) => {
  const words = text.split(' ');
  const wanted = Math.max(1, Math.round(words.length * share));
  const others = pick(prose).split(' ');
  const places = new Set();
  while (places.size < Math.min(wanted, words.length)) places.add(below(words.length));
  for (const at of [...places].sort((a, b) => b - a)) {
    const kind = below(3);
    if (kind === 0 && words.length > 2) words.splice(at, 1);
    else words.splice(at, kind === 1 ? 1 : 0, `${pick(others).toLowerCase()}`);
  }
  const changed = words.join(' ');
  return changed === text ? `${text} now` : changed;
};
