import type { PlanningService } from './agent/planningService';
import type { ConversationMessage, ConversationSession } from './domain/conversation';
import type { DevPlan, DevPlanVersion, DevPlanVersionInfo, PlanStatus } from './domain/plan';
import type { Project, ProjectStatus } from './domain/project';
import type { Storage } from './storage/open';

/** One page of a list; `total` counts all that match. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** What `activate()` returns: plans and conversations for other extensions, as plain JSON; failures are errors with a `code`. */
export interface DevPlanApi {
  /** Grows with additions; a breaking change raises it. */
  readonly version: 1;
  readonly projects: {
    list(filter?: {
      status?: readonly ProjectStatus[];
      text?: string;
      limit?: number;
      offset?: number;
    }): Promise<Page<Project>>;
    get(id: string): Promise<Project>;
    create(project: { name: string; description?: string; tags?: readonly string[] }): Promise<Project>;
  };
  readonly plans: {
    list(filter?: {
      projectId?: string;
      status?: readonly PlanStatus[];
      text?: string;
      limit?: number;
      offset?: number;
    }): Promise<Page<DevPlan>>;
    get(id: string): Promise<DevPlan>;
    versions(id: string): Promise<readonly DevPlanVersionInfo[]>;
    version(id: string, number: number): Promise<DevPlanVersion>;
  };
  readonly planning: {
    /** Sends a message; a `projectId` of null chooses or creates a project when a plan comes of it. */
    chat(request: { message: string; projectId: string | null; sessionId?: string }): Promise<{
      sessionId: string;
      response: string;
      generatedPlanId: string | null;
    }>;
    session(id: string): Promise<ConversationSession & { messages: readonly ConversationMessage[] }>;
  };
}

/** The API over a core that opens when it is first asked something. */
export const createApi = (core: () => Promise<{ storage: Storage; planning: PlanningService }>): DevPlanApi => ({
  version: 1,
  projects: {
    list: async (filter = {}) => (await core()).storage.projects.list(filter),
    get: async (id) => (await core()).storage.projects.get(id),
    create: async (project) => (await core()).storage.projects.create(project),
  },
  plans: {
    list: async (filter = {}) => (await core()).storage.plans.list(filter),
    get: async (id) => (await core()).storage.plans.get(id),
    versions: async (id) => (await core()).storage.plans.versions(id),
    version: async (id, number) => (await core()).storage.plans.version(id, number),
  },
  planning: {
    chat: async ({ message, projectId, sessionId }) => {
      const { planning } = await core();
      const result = await planning.chat({ message, projectId, sessionId: sessionId ?? null });
      return { sessionId: result.sessionId, response: result.response, generatedPlanId: result.generatedPlanId };
    },
    session: async (id) => {
      const { conversations } = (await core()).storage;
      return { ...(await conversations.session(id)), messages: await conversations.messages(id) };
    },
  },
});
