import type { MessageModality, MessageRole, MessageState } from '../domain/conversation';
import type { CommentThread } from '../domain/comment';
import type { PlanStatus, VersionAuthor, VersionState } from '../domain/plan';
import type { ProjectStatus } from '../domain/project';
import type { ReviewState } from '../domain/review';

/** JSON text, checked with zod when it is read. */
type Json = string;
/** Milliseconds since the Unix epoch. */
type Time = number;

export interface ProjectTable {
  id: string;
  name: string;
  description: string;
  status: ProjectStatus;
  tags: Json;
  repositoryPath: string | null;
  createdAt: Time;
  updatedAt: Time;
}

export interface DevPlanTable {
  id: string;
  projectId: string;
  title: string;
  status: PlanStatus;
  currentVersion: number;
  sessionId: string | null;
  template: string | null;
  metadata: Json;
  createdAt: Time;
  updatedAt: Time;
}

export interface DevPlanVersionTable {
  id: string;
  planId: string;
  number: number;
  /** The title that the plan takes if this version is accepted; null leaves the title unchanged. */
  title: string | null;
  content: string;
  summary: string;
  author: VersionAuthor;
  baseVersion: number | null;
  state: VersionState;
  model: string | null;
  tokens: number | null;
  metadata: Json;
  createdAt: Time;
}

export interface TaskProgressTable {
  planId: string;
  taskId: string;
  done: number;
  who: string;
  why: string;
  evidence: string | null;
  at: Time;
}

export interface StatusChangeTable {
  id: string;
  planId: string;
  fromStatus: PlanStatus;
  toStatus: PlanStatus;
  who: string;
  why: string;
  at: Time;
}

export interface ConversationSessionTable {
  id: string;
  projectId: string | null;
  title: string;
  summary: string | null;
  summaryTurns: number;
  model: string | null;
  draft: string;
  startedAt: Time;
  updatedAt: Time;
  endedAt: Time | null;
}

export interface ConversationMessageTable {
  id: string;
  sessionId: string;
  /** 1, 2, 3... within the session. */
  position: number;
  role: MessageRole;
  content: string;
  modality: MessageModality;
  state: MessageState;
  error: Json | null;
  reasoning: string | null;
  activity: Json;
  questions: Json;
  template: Json | null;
  planId: string | null;
  planVersion: number | null;
  model: string | null;
  usage: Json | null;
  latencyMs: number | null;
  seen: Json | null;
  createdAt: Time;
}

export interface ReviewTable {
  id: string;
  planId: string;
  version: number;
  state: ReviewState;
  who: string;
  note: string;
  at: Time;
}

export interface CommentThreadTable {
  id: string;
  planId: string;
  version: number;
  taskId: string | null;
  section: string | null;
  quote: string;
  context: Json;
  state: CommentThread['state'];
  createdAt: Time;
  updatedAt: Time;
}

export interface CommentTable {
  id: string;
  threadId: string;
  author: string;
  body: string;
  createdAt: Time;
  updatedAt: Time;
}

/** Deleted comments that must not come back. */
export interface DeletedCommentTable {
  id: string;
  planId: string;
}

export interface SavedPromptTable {
  id: string;
  title: string;
  prompt: string;
  createdAt: Time;
  updatedAt: Time;
}

export interface CounterTable {
  name: string;
  /** Days since the Unix epoch. */
  day: number;
  value: number;
}

export interface MetaTable {
  key: string;
  value: number;
}

/** Every table of the database, by its SQL name. */
export interface Schema {
  project: ProjectTable;
  dev_plan: DevPlanTable;
  dev_plan_version: DevPlanVersionTable;
  task_progress: TaskProgressTable;
  status_change: StatusChangeTable;
  conversation_session: ConversationSessionTable;
  conversation_message: ConversationMessageTable;
  review: ReviewTable;
  comment_thread: CommentThreadTable;
  comment: CommentTable;
  deleted_comment: DeletedCommentTable;
  saved_prompt: SavedPromptTable;
  counter: CounterTable;
  meta: MetaTable;
}
