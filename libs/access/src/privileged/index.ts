export { isNodeAccess, isNodeForm, nodePartOf, NODE_GROUPS } from './node-form.ts';
export {
  GROUP_MASTERS,
  MASTERS,
  privilegeOf,
  privilegesOf,
  READ_GROUP,
  RESERVED_PREFIXES,
  WRITE_GROUP,
  type PrivilegeRules,
  type RowAccess,
} from './privilege.ts';
export { canBe, canBeginWith, hasTemplate } from './renders.ts';
