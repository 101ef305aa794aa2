import type { PlanningService } from '../agent/planningService';
import type { CheckText } from '../context/references/rememberChecks';
import type { Template } from '../generation/templates';
import type { Storage } from '../storage/open';

import { planningApi } from './planning';
import { plansApi } from './plans';
import { projectsApi } from './projects';
import { searchApi } from './search';
import type { ApiMethods } from './shell';
import { templatesApi } from './templates';

/** What the API is built on. */
export interface ApiCore {
  readonly storage: Storage;
  readonly planning: Pick<PlanningService, 'chat'>;
  readonly checkReferences: CheckText;
  readonly who: () => Promise<string>;
  readonly templates: () => Promise<readonly Template[]>;
}

/** The API's groups of methods over an open core. */
export const publicApi = (core: ApiCore): ApiMethods => ({
  projects: projectsApi(core),
  plans: plansApi(core),
  planning: planningApi(core),
  templates: templatesApi(core),
  search: searchApi(core),
});
