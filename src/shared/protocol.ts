import type { FormView, StarterView } from './formView';
import type { PlanChangeKind } from '../domain/grammar/planModel';
import type { PlanStatus, VersionState } from '../domain/plan';
import type { Question, ToolActivity } from '../domain/conversation';
import type { ReferenceCounts, ReferenceState } from '../domain/references';
import type { ContextView, PreviewView } from './contextView';
import type { SectionView } from './sectionViews';
import type { StringKey } from './strings';
import type { ApprovalView, CoverageView, ReviewView, ThreadView } from './reviewViews';

/** A command that a button runs in the editor; the host runs only the extension's own commands, which ask before they destroy anything, and the editor's commands that it offers. */
export interface ActionView {
  readonly label: string;
  readonly command: string;
  readonly args?: readonly (string | number | null)[];
  readonly primary?: boolean;
  /** Name of a codicon: the button shows it instead of the label, which becomes its name and tooltip. */
  readonly icon?: string;
}

/** An error in words, with actions that help. */
export interface ErrorView {
  readonly title: string;
  readonly detail: string;
  readonly actions: readonly ActionView[];
}

/** What the host says over a view: why something cannot be done here, and what helps. */
export interface NoticeView {
  readonly text: string;
  readonly actions: readonly ActionView[];
}

export interface ChangeView {
  readonly kind: PlanChangeKind;
  readonly taskId: string | null;
  readonly title: string;
  readonly detail: string;
  readonly before: string | null;
  readonly after: string | null;
  /** True for a change that makes an approval stale. */
  readonly scope?: boolean;
}

/** A plan as a card in the transcript. */
export interface PlanCardView {
  readonly kind: 'plan';
  readonly planId: string;
  readonly title: string;
  readonly status: PlanStatus;
  readonly version: number;
  readonly approval: ApprovalView | null;
  readonly tasks: number;
  readonly done: number;
  readonly references: ReferenceCounts | null;
  /** What people must know before they rely on the plan. */
  readonly warning?: string;
  readonly actions: readonly ActionView[];
}

/** A version of a plan that awaits (or has had) a decision. */
export interface ProposalCardView {
  readonly kind: 'proposal';
  readonly planId: string;
  readonly title: string;
  readonly version: number;
  readonly baseVersion: number;
  readonly state: VersionState;
  readonly changes: readonly ChangeView[];
  readonly actions: readonly ActionView[];
}

export type CardView = PlanCardView | ProposalCardView;

export interface MessageView {
  readonly id: string;
  readonly role: 'user' | 'assistant';
  readonly text: string;
  readonly state: 'streaming' | 'complete' | 'cancelled' | 'failed';
  readonly activity: readonly ToolActivity[];
  readonly reasoning: string;
  readonly questions: readonly Question[];
  /** True until the user has answered; an answered form is shown closed. */
  readonly questionsOpen: boolean;
  readonly card: CardView | null;
  readonly error: ErrorView | null;
  /** What the model saw; null if no model was called. */
  readonly context: ContextView | null;
  /** `glm-4.5 · 7.5k tokens · 11 s`. */
  readonly footer: string;
}

/** Everything that the chat view draws. */
export interface ChatState {
  readonly session: { readonly id: string; readonly title: string } | null;
  readonly project: { readonly id: string; readonly name: string } | null;
  readonly model: { readonly label: string; readonly offline: boolean };
  readonly messages: readonly MessageView[];
  /** A message to bring into sight, once for each `id`. */
  readonly reveal: { readonly messageId: string; readonly id: string } | null;
  readonly running: boolean;
  readonly draft: string;
  /** What the conversation has used so far: `24.1k tokens · $0.05`; empty before its first turn. */
  readonly spent: string;
  readonly starters: readonly StarterView[];
  /** What a chosen template asks before anything is sent. */
  readonly form: FormView | null;
  /** Files and selections attached to the next message. */
  readonly attachments: readonly string[];
  /** A notice over the transcript: read-only window, restricted mode, no folder. */
  readonly notice: NoticeView | null;
  /** True where another window writes: reading stays, the composer is closed. */
  readonly readOnly?: boolean;
  /** The entries of More Actions for the conversation; without any there is no such button. */
  readonly menu?: readonly ActionView[];
  /** Identifies the folders that are read: a different text means that there may be other files to suggest. */
  readonly folders: string;
}

/** One step of a running turn, applied by the chat view's reducer. */
export type ChatEvent =
  | { readonly type: 'message'; readonly message: MessageView }
  /** Text to append to the message; reasoning is appended likewise, and takes back the end of the text that was part of it. */
  | { readonly type: 'text'; readonly id: string; readonly text: string }
  | { readonly type: 'reasoning'; readonly id: string; readonly text: string; readonly taken?: number }
  | { readonly type: 'activity'; readonly id: string; readonly activity: ToolActivity }
  /** The progress of a plan that is being written, before it is stored: `Writing the plan: 3 of 7 sections`. */
  | { readonly type: 'progress'; readonly id: string; readonly text: string }
  | { readonly type: 'running'; readonly running: boolean }
  | { readonly type: 'announce'; readonly text: string };

/** A completion for `@` or `/` in the composer. */
export interface CompletionView {
  readonly icon: string;
  readonly label: string;
  readonly detail: string;
  /** Replaces the trigger and what was typed after it: `@src/app.ts`. */
  readonly insert: string;
  /** Id of a template whose form is opened instead. */
  readonly template?: string;
}

export interface TaskFileView {
  readonly path: string;
  readonly line: number | null;
  /** `unchecked` for what nobody could look up. */
  readonly state: ReferenceState | 'delete' | 'unchecked';
  readonly nearest: string | null;
}

export interface VersionView {
  readonly number: number;
  readonly state: VersionState;
  readonly current: boolean;
  readonly summary: string;
  readonly by: string;
  readonly at: number;
}

export interface ProblemView {
  readonly severity: 'error' | 'warning';
  readonly text: string;
  readonly taskId: string | null;
  readonly actions: readonly ActionView[];
}

/** Everything that the plan view draws; `shown` is the version on display. */
export interface PlanState {
  readonly planId: string;
  readonly title: string;
  readonly summary: string;
  readonly status: PlanStatus;
  readonly projectName: string;
  readonly current: number;
  readonly shown: number;
  readonly sections: readonly SectionView[];
  readonly problems: readonly ProblemView[];
  readonly versions: readonly VersionView[];
  /** The newest version that awaits a decision. */
  readonly proposal: Pick<ProposalCardView, 'version' | 'baseVersion' | 'changes' | 'actions'> | null;
  /** Structural differences of the shown version against its predecessor. */
  readonly changes: readonly ChangeView[];
  readonly changesAgainst: number | null;
  /** What changed since the approval; null for a plan that was not approved here. */
  readonly coverage: CoverageView | null;
  /** What the model saw when it wrote the version on display; null if no model wrote it. */
  readonly context: { readonly version: number; readonly footer: string; readonly view: ContextView } | null;
  readonly approval: ApprovalView | null;
  /** What changed in the current text since it was approved; null if nothing did. */
  readonly sinceApproval: { readonly version: number; readonly changes: readonly ChangeView[] } | null;
  /** The latest first. */
  readonly reviews: readonly ReviewView[];
  readonly reviewActions: readonly ActionView[];
  readonly threads: readonly ThreadView[];
  readonly commentActions: readonly ActionView[];
  /** Buttons of the toolbar. */
  readonly actions: readonly ActionView[];
  /** Why nothing can be written in this window; null where it can. What writes is not offered then. */
  readonly notice: NoticeView | null;
}

/** Requests of the chat view: name -> [parameters, answer]. */
export interface ChatRequests {
  'chat.ready': [null, { readonly strings: Strings; readonly state: ChatState }];
  /** `edited` is the message that this one was made of. */
  'chat.send': [{ readonly text: string; readonly edited: string | null }, null];
  'chat.stop': [null, null];
  'chat.retry': [{ readonly messageId: string }, null];
  'chat.answer': [{ readonly messageId: string; readonly answers: readonly Answer[] }, null];
  /** Opens the form of a template; null closes it. */
  'chat.template': [{ readonly id: string | null }, null];
  'chat.fillTemplate': [{ readonly answers: readonly Answer[] }, null];
  /** The unsent text of a conversation; null means the one that has not begun. */
  'chat.draft': [{ readonly sessionId: string | null; readonly text: string }, null];
  'chat.complete': [{ readonly kind: '@' | '/'; readonly text: string }, readonly CompletionView[]];
  /** What the model would see for this text and what is attached; null if nothing can be sent. */
  'chat.preview': [{ readonly text: string }, PreviewView | null];
  'chat.detach': [{ readonly path: string }, null];
  'chat.copy': [{ readonly text: string }, null];
  'chat.openLink': [{ readonly href: string }, null];
  'chat.openFile': [{ readonly path: string; readonly line: number | null }, null];
  'chat.run': [{ readonly command: string; readonly args: readonly (string | number | null)[] }, null];
}

/** The answer to one question: chosen options and free text, empty if skipped. */
export interface Answer {
  readonly id: string;
  readonly options: readonly string[];
  readonly text: string;
}

/** What the host sends the chat view without a request. */
export interface ChatNotices {
  'chat.state': ChatState;
  'chat.event': ChatEvent;
  'chat.focus': null;
}

/** The part of a plan to bring into view. */
export interface RevealView {
  readonly taskId?: string;
  readonly tab?: 'plan' | 'changes' | 'reviews';
}

/** Requests of the plan view. */
export interface PlanRequests {
  'plan.ready': [null, { readonly strings: Strings; readonly state: PlanState }];
  'plan.tick': [{ readonly taskId: string; readonly done: boolean }, null];
  'plan.show': [{ readonly version: number }, null];
  /** Accepts the changes of a proposal at these positions of its list. */
  'plan.acceptChanges': [{ readonly version: number; readonly positions: readonly number[] }, null];
  'plan.reply': [{ readonly threadId: string; readonly body: string }, null];
  'plan.copy': [{ readonly text: string }, null];
  'plan.openFile': [{ readonly path: string; readonly line: number | null }, null];
  'plan.openLink': [{ readonly href: string }, null];
  'plan.run': [{ readonly command: string; readonly args: readonly (string | number | null)[] }, null];
}

/** What the host sends the plan view without a request. */
export interface PlanNotices {
  'plan.state': PlanState;
  /** Shows a tab, or scrolls to a task and focuses it. */
  'plan.reveal': RevealView;
}

/** The texts of a webview by key, in the user's language; `{0}` stands for the first argument. */
export type Strings = Readonly<Record<StringKey, string>>;
