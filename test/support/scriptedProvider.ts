import type { ModelEvent, ModelProvider, ModelRequest } from '../../src/models/modelProvider';

/** One answer of a scripted model: its events, or an error that it throws. */
export type ScriptedAnswer = readonly ModelEvent[] | Error;

/** A model that answers by a script, one answer per round, and records the requests. */
export class ScriptedProvider implements ModelProvider {
  readonly id = 'openai';
  readonly requests: ModelRequest[] = [];

  constructor(private readonly answers: readonly ScriptedAnswer[]) {}

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const answer = this.answers[this.requests.length];
    this.requests.push({ ...request, messages: [...request.messages] });
    if (answer === undefined) throw new Error('The script has no further answer.');
    if (answer instanceof Error) throw answer;
    for (const event of answer) {
      signal.throwIfAborted();
      yield event;
    }
  }
}

/** Events of a text answer. */
export const says = (text: string): ModelEvent[] => [
  { type: 'text', text },
  { type: 'finish', reason: 'stop' },
];

/** Events of an answer that calls a tool, after the text if given. */
export const calls = (name: string, args: unknown, text = ''): ModelEvent[] => [
  ...(text ? [{ type: 'text' as const, text }] : []),
  {
    type: 'toolCall',
    call: { id: `call-${name}`, name, arguments: typeof args === 'string' ? args : JSON.stringify(args) },
  },
  { type: 'finish', reason: 'toolCalls' },
];

/** A draft that passes every check; `title` is used for it and its only task. */
export const draft = (title: string, path = 'src/app.ts') => ({
  title,
  summary: `What ${title} changes.`,
  sections: [
    'Overview & Goals',
    'Requirements & Constraints',
    'Architecture & Design',
    'Testing Strategy',
    'Deployment Plan',
    'Maintenance & Monitoring',
  ].map((section) => ({ title: section, body: `- ${section} of ${title}.` })),
  phases: [
    {
      title: 'Begin',
      tasks: [
        {
          title: `Build ${title}`,
          estimate: '2h',
          files: [{ path, kind: 'modify' }],
          dependsOn: [],
          doneWhen: `${title} works`,
          notes: '',
        },
      ],
    },
  ],
});
