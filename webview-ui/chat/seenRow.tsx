import type { ContextView } from '../../src/shared/contextView';
import { shortCount } from '../../src/shared/shortCount';
import { ContextParts } from '../contextParts';
import { Icon } from '../icon';
import { counted } from '../words';

/** What the model saw for an answer, in one collapsed row. */
export const SeenRow = ({ context }: { context: ContextView }) => (
  <details>
    <summary>
      <Icon name="chevron-right" />
      <Icon name="eye" />
      <span class="num">{counted('sawParts', context.parts.length, shortCount(context.tokens))}</span>
    </summary>
    <ContextParts parts={context.parts} leftOut={context.leftOut} />
  </details>
);
