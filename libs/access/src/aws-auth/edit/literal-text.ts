import { resolvePlain, type ScalarNode, type YamlNode } from '../goyaml/index.ts';
import type { MappingList } from '../mapping.ts';
import { quotingOf } from './row-style.ts';
import { scalarText } from './scalar-text.ts';
import { UneditableError } from './uneditable-error.ts';

/** Longer than any list of groups: a text that is little but aliases could become a huge one. */
const LONGEST = 65_536;

/** A node in brackets, on one line, with everything that it takes over by aliases written out, and without anchors. */
export function literalText(list: MappingList, node: YamlNode): string {
  const left = { letters: LONGEST };
  return textOf(node);

  function textOf(one: YamlNode): string {
    const text = written(one);
    left.letters -= text.length;
    if (left.letters < 0)
      throw new UneditableError(list, `what line ${node.line + 1} shares is too long to be written out`);
    return text;
  }

  function written(one: YamlNode): string {
    switch (one.kind) {
      case 'scalar':
        return scalarLiteral(list, one);
      case 'sequence':
        return `[${one.items.map(textOf).join(', ')}]`;
      case 'mapping':
        return `{${one.entries.map(({ key, value }) => `${keyText(key)}: ${textOf(value)}`).join(', ')}}`;
      case 'alias':
        // The list was decoded: no alias stands within what it means.
        return textOf(one.target.node ?? one);
    }
  }

  function keyText(key: YamlNode): string {
    return key.kind === 'scalar' && key.value === '<<' && key.style === 'plain' && key.tag === ''
      ? '<<'
      : textOf(key);
  }
}

const STRING = 'tag:yaml.org,2002:str';
/** What is no text and may stand without quotes in brackets: numbers, true, null. */
const BARE = /^(?:[\w.+-]*|~)$/;

function scalarLiteral(list: MappingList, node: ScalarNode): string {
  const { style, tag, value, line } = node;
  if (tag === STRING || (tag === '' && style !== 'plain' && style !== 'empty'))
    return scalarText(value, quotingOf(node));
  if (tag === '' && style === 'empty') return 'null';
  if (tag === '' && resolvePlain(value) === 'string') return scalarText(value, 'plain');
  if (tag === '' && BARE.test(value)) return value;
  throw new UneditableError(
    list,
    `what stands in line ${line + 1} is used by an alias, and cannot be written out`,
  );
}
