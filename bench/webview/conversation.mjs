// Conversations of any length and an answer that streams into them, the same in every run.
import { random } from '../bundled.mjs';

const words =
  'the router reads each request and hands it to a handler that checks a key before the store is asked for users plans or limits'.split(
    ' ',
  );

const sentence = (next, length) => Array.from({ length }, () => words[Math.floor(next() * words.length)]).join(' ');

/** An answer of about 1,500 characters of the kind models write: prose, a list, a table and a block of code. */
export const answer = (next) => `${sentence(next, 40)}.

## ${sentence(next, 4)}

- **${sentence(next, 3)}** in \`src/http/router.ts\`: ${sentence(next, 14)}
- ${sentence(next, 22)}
- ${sentence(next, 18)}

| task | file |
| --- | --- |
| ${sentence(next, 4)} | \`src/app.ts\` |
| ${sentence(next, 4)} | \`src/store/memoryStore.ts\` |

\`\`\`ts
export const route = (path: string): Handler => handlers.get(path) ?? notFound;
\`\`\`

${sentence(next, 60)}.
`;

const quiet = {
  state: 'complete',
  activity: [],
  reasoning: '',
  questions: [],
  questionsOpen: false,
  card: null,
  error: null,
};

/** The chat view's state with the given number of messages, half of them the user's, every tenth with a plan card. */
export const conversation = (count) => {
  const next = random(count);
  const card = (index) => ({
    kind: 'plan',
    planId: `plan-${index}`,
    title: sentence(next, 5),
    status: 'draft',
    version: 1,
    tasks: 9,
    done: 3,
    references: { found: 12, fresh: 3, missing: 1 },
    actions: [{ label: 'Open Plan', command: 'devplan.openPlan', args: [`plan-${index}`], primary: true }],
  });
  const messages = Array.from({ length: count }, (_, index) => ({
    ...quiet,
    id: `m${index}`,
    role: index % 2 === 0 ? 'user' : 'assistant',
    text: index % 2 === 0 ? sentence(next, 25) : answer(next),
    card: index % 10 === 9 ? card(index) : null,
    footer: index % 2 === 0 ? '' : 'model · 1.2k tokens · 4 s',
  }));
  return {
    session: { id: 's', title: 'A long conversation' },
    project: { id: 'p', name: 'Atlas API' },
    model: { label: 'Offline', offline: true },
    messages,
    running: false,
    draft: '',
    reveal: null,
    starters: [],
    attachments: [],
    folders: '',
    notice: null,
  };
};

/** The message into which the answer streams. */
export const streamed = { ...quiet, id: 'streamed', role: 'assistant', text: '', state: 'streaming', footer: '' };

/** An answer of four parts, in pieces of about one token. */
export const pieces = () => {
  const next = random(7);
  return (
    Array.from({ length: 4 }, () => answer(next))
      .join('\n')
      .match(/[\s\S]{1,5}/g) ?? []
  );
};
