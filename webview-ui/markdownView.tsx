import { Component, type ComponentChildren, createElement } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { showControls } from './bidi';
import { ToolButton } from './buttons';
import { Link } from './link';
import { type Blocks, type MarkdownNode, fileOf, parseMarkdown, splitBlocks } from './markdown';
import { useView } from './view';
import { t } from './words';

/** How long the button shows that the code was copied. */
const copiedMilliseconds = 2000;

const CodeBlock = ({ language, text }: { language: string; text: string }) => {
  const { copy } = useView();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), copiedMilliseconds);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <figure class="code">
      <figcaption>
        <span>{language || t('code')}</span>
        <ToolButton
          icon={isCopied ? 'check' : 'copy'}
          label={t(isCopied ? 'copied' : 'copyCode')}
          onClick={() => void copy(text).then(setCopied)}
        />
      </figcaption>
      <pre tabIndex={0} role="region" aria-label={language ? t('codeIn', language) : t('code')}>
        <code>{showControls(text)}</code>
      </pre>
    </figure>
  );
};

const MarkdownLink = ({ href, children }: { href: string; children: ComponentChildren }) => {
  const { openLink, openFile } = useView();
  const file = fileOf(href);
  return (
    <Link title={showControls(href)} onFollow={() => (file === null ? openLink(href) : openFile(file.path, file.line))}>
      {children}
    </Link>
  );
};

const caretMark = <span class="caret" aria-hidden="true" />;

/** Draws nodes; a caret goes to the end of the innermost last element. */
const draw = (nodes: readonly MarkdownNode[], caret: boolean): ComponentChildren => {
  const drawn = nodes.map((node, index) => {
    const last = caret && index === nodes.length - 1;
    switch (node.type) {
      case 'text':
        return showControls(node.text);
      case 'code':
        return <code>{showControls(node.text)}</code>;
      case 'codeBlock':
        return <CodeBlock language={node.language} text={node.text} />;
      case 'link':
        return <MarkdownLink href={node.href}>{draw(node.children, false)}</MarkdownLink>;
      case 'element': {
        const attributes = node.start === undefined ? null : { start: node.start };
        const element =
          node.tag === 'hr' || node.tag === 'br'
            ? createElement(node.tag, null)
            : createElement(node.tag, attributes, draw(node.children, last));
        return node.tag === 'table' ? (
          <div class="table" tabIndex={0} role="region" aria-label={t('table')}>
            {element}
          </div>
        ) : (
          element
        );
      }
    }
  });
  const lastNode = nodes.at(-1);
  const here = caret && (lastNode === undefined || lastNode.type !== 'element') && lastNode?.type !== 'codeBlock';
  return here ? [...drawn, caretMark] : drawn;
};

/** One block; drawn again only when its own text changes. */
class Block extends Component<{ source: string; caret: boolean }> {
  override shouldComponentUpdate(next: { source: string; caret: boolean }): boolean {
    return next.source !== this.props.source || next.caret !== this.props.caret;
  }

  override render() {
    return <>{draw(parseMarkdown(this.props.source), this.props.caret)}</>;
  }
}

/** Markdown as elements; while a text grows only its last block is drawn again. */
export const Markdown = ({ text, caret = false }: { text: string; caret?: boolean }) => {
  const blocks = useRef<Blocks | undefined>(undefined);
  blocks.current = splitBlocks(text, blocks.current);
  const { sources } = blocks.current;
  return (
    <div class="md">
      {sources.map((source, index) => (
        <Block key={index} source={source} caret={caret && index === sources.length - 1} />
      ))}
    </div>
  );
};

/** Markdown without block elements, for one line: a criterion, a title. */
export const InlineMarkdown = ({ text }: { text: string }) => {
  const [first, ...more] = parseMarkdown(text.trim());
  const inline = more.length === 0 && first?.type === 'element' && first.tag === 'p' ? first.children : null;
  return <>{inline ? draw(inline, false) : showControls(text)}</>;
};
