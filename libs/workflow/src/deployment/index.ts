export * from './names.ts';
export * from './signals.ts';
