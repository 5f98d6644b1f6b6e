/** Names of JavaScript's own: as keys of an object they could mean something else than a label. */
const RESERVED: readonly string[] = ['__proto__', 'constructor', 'prototype'];

// Kubernetes, "Labels and Selectors": a name or value of up to 63 characters, which begins and ends with a letter or
// digit; before a name there may be a DNS subdomain and a slash.
const NAME = /^[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?$/;
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/** True for what can be the key of a label, by Kubernetes' rules: then every selector can name it. */
export function isLabelKey(key: string): boolean {
  if (RESERVED.includes(key)) return false;
  const [name = '', ...before] = key.split('/').reverse();
  return NAME.test(name) && before.length < 2 && before.every((prefix) => SUBDOMAIN.test(prefix));
}

/** True for what can be the value of a label, by Kubernetes' rules; it may be empty. */
export function isLabelValue(value: string): boolean {
  return value === '' || NAME.test(value);
}
