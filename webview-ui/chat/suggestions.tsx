import { useEffect, useRef } from 'preact/hooks';
import type { CompletionView } from '../../src/shared/protocol';
import { showControls } from '../bidi';
import { Icon } from '../icon';
import { t } from '../words';
import { marked } from './completion';

interface SuggestionsProps {
  readonly items: readonly CompletionView[];
  readonly typed: string;
  readonly chosen: number;
  readonly onTake: (item: CompletionView) => void;
}

/** The id of the listbox, and of its options by position. */
export const listId = 'suggestions';
export const optionId = (index: number): string => `suggestion-${index}`;

/** The list that the composer controls; the focus stays in the text. */
export const Suggestions = ({ items, typed, chosen, onTake }: SuggestionsProps) => {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' }), [chosen]);
  return (
    <ul class="pop" id={listId} role="listbox" aria-label={t('suggestions')} hidden={items.length === 0} ref={list}>
      {items.map((item, index) => {
        const [head, mark, tail] = marked(item.label, typed).map(showControls);
        return (
          <li
            key={`${item.insert} ${item.detail}`}
            id={optionId(index)}
            role="option"
            aria-selected={index === chosen}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(item)}
          >
            <Icon name={item.icon} />
            <span class="name clip">
              {head}
              {mark && <mark>{mark}</mark>}
              {tail}
            </span>
            <span class="path dim clip">{showControls(item.detail)}</span>
          </li>
        );
      })}
    </ul>
  );
};
