import type { Clock } from '../../src/domain/clock';
import type { MirrorFolder } from '../../src/mirror/mirrorFolder';
import type { Seen } from '../../src/mirror/planFiles';
import { PlanMirror } from '../../src/mirror/planMirror';
import { memoryMirrorFolder } from './memoryMirrorFolder';
import { openMemoryStorage, tickingClock } from './memoryStorage';

/** One clock for all sides, as real clocks agree. */
export const commonClock = tickingClock();

/** One person's side: stored plans and their mirror in a folder. */
export const openSide = async (folder: MirrorFolder, clock: Clock = commonClock) => {
  const storage = await openMemoryStorage({ clock });
  let seen: Readonly<Record<string, Seen>> = {};
  let deleted: readonly string[] = [];
  const memory = {
    load: () => seen,
    save: async (now: Readonly<Record<string, Seen>>) => void (seen = now),
    loadDeleted: () => deleted,
    saveDeleted: async (now: readonly string[]) => void (deleted = now),
  };
  let mirror = new PlanMirror(storage, folder, memory, clock);
  const addPlan = async (content: string, project = 'Atlas') => {
    const found = (await storage.projects.findByName(project)) ?? (await storage.projects.create({ name: project }));
    const title = /^# (.*)/.exec(content)?.[1] ?? 'Plan';
    return (await storage.plans.create({ projectId: found.id, title, content, author: 'user' })).plan;
  };
  const change = async (planId: string, content: string) => {
    const { currentVersion: base } = await storage.plans.get(planId);
    return storage.plans.createVersion(planId, { content, author: 'user', base, state: 'accepted' });
  };
  const begin = (planId: string, body: string, author = 'Ada') =>
    storage.comments.begin(planId, {
      version: 1,
      anchor: { taskId: 'T1', section: 'Implementation Phases', quote: 'Add it', before: '', after: '' },
      author,
      body,
    });
  const bodies = async (planId: string) =>
    (await storage.comments.threads(planId)).map(({ comments }) => comments.map(({ body }) => body));
  const remove = async (planId: string) => {
    await storage.plans.delete(planId);
    await mirror.noteDeleted(planId);
  };
  /** Opens another window with the same memory. */
  const reopen = () => void (mirror = new PlanMirror(storage, folder, memory, clock));
  /** Forgets everything seen before. */
  const forget = () => memory.save({});
  return { storage, forget, reopen, addPlan, change, remove, begin, bodies, sync: () => mirror.sync() };
};

export type MirrorSide = Awaited<ReturnType<typeof openSide>>;

/** Ada's side with one plan, which is already in the folder. */
export const openMirrored = async (text: string) => {
  const disk = memoryMirrorFolder();
  const ada = await openSide(disk.folder);
  const { id: planId } = await ada.addPlan(text);
  await ada.sync();
  return { disk, ada, planId };
};
