import { bug, symptoms } from './bug';
import { change } from './change';
import { dataTopics } from './dataTopics';
import { documentation } from './documentation';
import { feature } from './feature';
import { integration } from './integration';
import { migration } from './migration';
import { performance } from './performance';
import { productTopics } from './productTopics';
import { refactoring } from './refactoring';
import { removal } from './removal';
import { common, replies } from './replies';
import { answers, revision } from './revision';
import { security } from './security';
import { serviceTopics } from './serviceTopics';
import { testing } from './testing';
import { upgrade } from './upgrade';

/** Everything that the offline planner writes, in English. */
export const english = {
  replies,
  common,
  answers,
  revision,
  topics: { ...serviceTopics, ...dataTopics, ...productTopics },
  symptoms,
  feature,
  change,
  removal,
  bug,
  refactoring,
  integration,
  migration,
  upgrade,
  performance,
  security,
  testing,
  documentation,
};
