import type { ContextPartView, ContextView } from '../../src/shared/contextView';
import { shortCount } from '../../src/shared/shortCount';
import { showControls } from '../bidi';
import { ToolButton } from '../buttons';
import { partIcon } from '../contextParts';
import { Icon } from '../icon';
import { t } from '../words';
import { attachedAs, shortName } from './mentions';

const isNamed = ({ source }: ContextPartView): boolean =>
  source === 'mention' || source === 'attachment' || source === 'plan';

interface ChipsProps {
  readonly attached: readonly string[];
  readonly preview: ContextView | null;
  readonly onRemove: (path: string) => void;
}

/** The context of the next message, with its tokens; named parts that are left out follow with a dashed border. */
export const Chips = ({ attached, preview, onRemove }: ChipsProps) => {
  const named = preview?.parts.filter(isNamed) ?? [];
  // Parts that were not named are listed behind the estimate.
  const leftOut = preview?.leftOut.filter(isNamed) ?? [];
  const shown = named.map((part) => ({ part, mention: attachedAs(attached, part) }));
  const out = leftOut.map((part) => ({ part, mention: attachedAs(attached, part) }));
  // Until the preview knows it, an attached file is shown without its tokens.
  const waiting = attached.filter((mention) => ![...shown, ...out].some((chip) => chip.mention === mention));
  if (shown.length + waiting.length + leftOut.length === 0) return null;
  const remove = (mention: string) => (
    <ToolButton
      icon="close"
      label={t('removeFromContext', showControls(shortName(mention)))}
      title={t('remove')}
      onClick={() => onRemove(mention)}
    />
  );
  return (
    <ul class="chips" aria-label={t('contextForNext')}>
      {shown.map(({ part, mention }) => (
        <li key={part.label} class="chip" title={`${part.label}: ${part.detail}`}>
          <Icon name={partIcon(part)} />
          <span class="clip">{showControls(shortName(part.label))}</span>
          <span class="dim xs num nowrap">{shortCount(part.tokens)}</span>
          {mention && remove(mention)}
        </li>
      ))}
      {waiting.map((mention) => (
        <li key={mention} class="chip" title={mention}>
          <Icon name={mention.endsWith('/') ? 'folder' : 'file'} />
          <span class="clip">{showControls(shortName(mention))}</span>
          {remove(mention)}
        </li>
      ))}
      {out.map(({ part, mention }) => (
        <li key={`out ${part.label}`} class="chip out" title={`${part.label}: ${part.detail}`}>
          <Icon name="circle-slash" />
          <span class="clip">{showControls(shortName(part.label))}</span>
          <span class="xs nowrap">{t('leftOutWord')}</span>
          {mention && remove(mention)}
        </li>
      ))}
    </ul>
  );
};
