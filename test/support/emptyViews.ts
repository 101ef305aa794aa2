import type { ChatState, MessageView, PlanState } from '../../src/shared/protocol';
import type { TaskView } from '../../src/shared/sectionViews';

/** A chat without messages. */
export const emptyChat: ChatState = {
  session: null,
  project: null,
  model: { label: 'Offline', offline: true },
  messages: [],
  reveal: null,
  running: false,
  draft: '',
  spent: '',
  starters: [],
  form: null,
  attachments: [],
  folders: '',
  notice: null,
};

/** A complete message by DevPlan without content. */
export const emptyMessage: MessageView = {
  id: 'm',
  role: 'assistant',
  text: '',
  state: 'complete',
  activity: [],
  reasoning: '',
  questions: [],
  questionsOpen: false,
  card: null,
  error: null,
  context: null,
  footer: '',
};

/** A plan without sections. */
export const emptyPlan: PlanState = {
  planId: 'p',
  title: 'A plan',
  summary: '',
  status: 'draft',
  projectName: 'Atlas',
  current: 1,
  shown: 1,
  sections: [],
  problems: [],
  versions: [],
  proposal: null,
  changes: [],
  changesAgainst: null,
  coverage: null,
  context: null,
  approval: null,
  sinceApproval: null,
  reviews: [],
  reviewActions: [],
  threads: [],
  commentActions: [],
  actions: [],
  notice: null,
};

/** An open task that references nothing. */
export const emptyTask: TaskView = {
  id: null,
  title: '',
  estimate: null,
  done: false,
  doneBy: null,
  files: [],
  dependsOn: [],
  doneWhen: null,
  notes: '',
};
