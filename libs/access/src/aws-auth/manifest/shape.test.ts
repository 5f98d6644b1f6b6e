import { describe, expect, it } from 'vitest';
import { decodeYaml, parseYaml } from '../goyaml/index.ts';
import { misfits } from './shape.ts';

const told = (text: string) => {
  const { root } = parseYaml(text);
  return root === undefined
    ? []
    : misfits(decodeYaml(root)).map(({ path, expected }) => `${path}: ${expected}`);
};

// As the API server decodes a ConfigMap (k8s.io/api v0.34.1); null fits everywhere.
describe('misfits', () => {
  it.each([
    'metadata: {name: a, labels: {a: "1"}, creationTimestamp: null, generation: 2}',
    'metadata: {creationTimestamp: 2024-01-02T03:04:05Z, managedFields: [{time: "2024-01-02T03:04:05+01:00"}]}',
    'metadata: {ownerReferences: [{controller: yes}], finalizers: [a], unheard: [of]}',
    'immutable: off',
    'binaryData: {a: aGk=, b: ~}',
    'metadata: ~',
  ])('none in %s', (text) => expect(told(text)).toEqual([]));

  it.each([
    ['kind: 5', 'kind: a text'],
    ['metadata: aws-auth', 'metadata: a map'],
    ['metadata: {name: 5}', 'metadata.name: a text'],
    ['metadata: {labels: {a: 1}}', 'metadata.labels.a: a text'],
    ['metadata: {annotations: [a]}', 'metadata.annotations: a map'],
    ['metadata: {finalizers: a}', 'metadata.finalizers: a list'],
    ['metadata: {generation: 1.5}', 'metadata.generation: a whole number'],
    ['metadata: {creationTimestamp: yesterday}', 'metadata.creationTimestamp: a time'],
    [
      'metadata: {ownerReferences: [{controller: "yes"}]}',
      'metadata.ownerReferences.controller: true or false',
    ],
    ['immutable: "false"', 'immutable: true or false'],
    ['binaryData: {a: "?"}', 'binaryData.a: base64'],
  ])('%s', (text, misfit) => expect(told(text)).toEqual([misfit]));
});
