import type { Anchored, ScalarNode } from './node.ts';
import { Scalar } from './scalar.ts';
import type { Scanner } from './scanner.ts';
import type { Token, TokenKind } from './token.ts';
import { YamlError, type Mark } from './yaml-error.ts';

/** What every part of the parser works on. */
export interface ParseState {
  readonly scanner: Scanner;
  readonly anchors: Map<string, Anchored>;
  /** What the handles of tags stand for. */
  handles: ReadonlyMap<string, string>;
  depth: number;
}

/** What kind the next token is. */
export function nextKind(state: ParseState): TokenKind {
  return state.scanner.peek().kind;
}

export function fail(message: string, mark: Mark): never {
  throw new YamlError(message, mark);
}

/** A scalar that nothing is written for. */
export function emptyScalar(mark: Mark): ScalarNode {
  return new Scalar(mark, 'empty', false).close(mark.offset);
}

/** The place behind a token of one character. */
export function behind(token: Token): Mark {
  return { offset: token.end, line: token.line, column: token.column + token.end - token.offset };
}
