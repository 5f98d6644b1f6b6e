import { editAwsAuth, type Edit } from '../aws-auth/edit.ts';
import type { AwsAuthData } from '../aws-auth/reading.ts';
import { writes, type Change, type ChangeSet } from './change-set.ts';

/**
 * The data of the ConfigMap with the changes made, and everything else as it was, to the byte. Adoptions change
 * nothing; without a write the very same data is returned.
 * @throws UneditableError where the text cannot be changed for certain, or does not parse.
 */
export function applyChanges(data: AwsAuthData, set: ChangeSet): AwsAuthData {
  const edits = writes(set).map(editFor);
  return edits.length === 0 ? data : editAwsAuth(data, edits);
}

function editFor(change: Change): Edit {
  const { principal, list } = change;
  if (change.op === 'remove') return { op: 'remove', principal };
  return { op: 'put', principal, list, mapping: change.after };
}
