import fc from 'fast-check';
import type { AwsAuthData } from '../aws-auth/reading.ts';
import { arbitraryTidyData } from './tidy-data.ts';
import { mostly } from './written-rows.ts';
import { writtenAccounts, writtenList } from './written-values.ts';

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });

/** The data of a ConfigMap as people write it: tidy, or each value in some way of its own, also under wrong keys. */
export const writtenData: fc.Arbitrary<AwsAuthData> = fc.oneof(
  { weight: 1, arbitrary: arbitraryTidyData },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        mostly('mapRoles', 'maproles', 'mapRole', 'MapRoles'),
        writtenList('mapRoles'),
        maybe(writtenList('mapUsers')),
        maybe(writtenAccounts),
      )
      .map(([rolesKey, roles, users, accounts]) => ({
        [rolesKey]: roles,
        ...(users === undefined ? {} : { mapUsers: users }),
        ...(accounts === undefined ? {} : { mapAccounts: accounts }),
      })),
  },
);
