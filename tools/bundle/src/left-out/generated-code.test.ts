import { expect, it } from 'vitest';
import { apisIn, modelsOf, withoutMethods, withoutModels, wordsOf } from './generated-code.ts';

const API = `export class CoreV1ApiRequestFactory extends BaseAPIRequestFactory {
    /** lists */
    async listNode(pretty, _options) {
        if (pretty) {
            return 1;
        }
    }
    async createConfigMap(body, _options) {
        return ObjectSerializer.stringify(ObjectSerializer.serialize(body, "V1ConfigMap", ""), contentType);
    }
}`;
const SERIALIZER = `export * from '../models/V1ConfigMap.js';
import { V1ConfigMap } from '../models/V1ConfigMap.js';
import { V1ObjectMeta } from '../models/V1ObjectMeta.js';
import { V1Pod } from '../models/V1Pod.js';
let typeMap = {
    "V1ConfigMap": V1ConfigMap,
    "V1ObjectMeta": V1ObjectMeta,
    "V1Pod": V1Pod,
};`;
const MODELS: Readonly<Record<string, string>> = {
  V1ConfigMap: '"type": "{ [key: string]: string; }", "type": "V1ObjectMeta"',
  V1ObjectMeta: '"type": "Array<V1OwnerReference>", "type": "Date", "type": "V1ObjectMeta"',
  V1OwnerReference: '"type": "string"',
};
const read = (model: string): string => {
  const text = MODELS[model];
  if (text === undefined) throw new Error(`no file of ${model}`);
  return text;
};

it('a call stays where its name stands among the words', () => {
  const left = withoutMethods(API, wordsOf(['requests.createConfigMap(body)']));
  expect(left).toContain('createConfigMap');
  expect(left).not.toContain('listNode');
  expect(left).toMatch(/serialize\(body[^}]*\}\n\}$/);
});

it('the models of a body are kept down to the last attribute', () => {
  expect([...modelsOf([API], read)]).toEqual(['V1ConfigMap', 'V1ObjectMeta', 'V1OwnerReference']);
});

it('other models go, from the imports and from the table', () => {
  const left = withoutModels(SERIALIZER, new Set(['V1ConfigMap', 'V1ObjectMeta']));
  expect(left).not.toContain('V1Pod');
  expect(left).not.toContain('export *');
  expect(left).toContain('"V1ConfigMap": V1ConfigMap');
});

it('a serializer that is not made as it was is an error', () => {
  expect(() => withoutModels('let typeMap = new Map();', new Set(['V1ConfigMap']))).toThrow(
    'has no V1ConfigMap',
  );
});

it('knows the groups of the API by their imports', () => {
  const source = "import { A } from '@kubernetes/client-node/dist/gen/apis/CoreV1Api.js';";
  expect(apisIn([source, source])).toEqual(['@kubernetes/client-node/dist/gen/apis/CoreV1Api.js']);
});
