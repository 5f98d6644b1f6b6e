export { Fields, type Field } from './fields.ts';
export { decodeYaml, type ListValue, type MapValue, type YamlValue } from './decode.ts';
export {
  flowMapping,
  type AliasNode,
  type Entry,
  type MappingNode,
  type ScalarNode,
  type SequenceNode,
  type YamlNode,
} from './node.ts';
export { parseYaml } from './parse.ts';
export { numberOf, resolvePlain } from './resolve-plain.ts';
export { resolveScalar, type ScalarValue } from './resolve.ts';
export { decodeBase64 } from './base64.ts';
export { utf8Text } from './utf8.ts';
export { YamlError, type Mark } from './yaml-error.ts';
