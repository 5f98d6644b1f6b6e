export { decodeYaml, type Field, type ListValue, type MapValue, type YamlValue } from './decode.ts';
export type { AliasNode, Entry, MappingNode, ScalarNode, SequenceNode, YamlNode } from './node.ts';
export { parseYaml } from './parse.ts';
export { resolvePlain } from './resolve.ts';
export { YamlError, type Mark } from './yaml-error.ts';
