import { awsCli, goPrograms, kubectl } from '@roster/control-plane/programs';
import { bench, type Table } from '../bench.ts';
import { roster } from '../fleet/roster.ts';
import { versionOf } from '../process/version-of.ts';
import { writeKubeconfig, type Place, type Plugin } from './kubeconfig.ts';
import { oneAccount } from './one-account.ts';
import { placesOf, setUp, writePatches, type Setting } from './setting.ts';
import { xargs, type Took, type Xargs } from './xargs.ts';

type Note = (line: string) => void;

export default bench({
  summary:
    'a run beside one process a cluster: xargs -P, kubectl get and patch, the exec plugins that people have',
  options: {
    clusters: { default: '200', text: 'how many sandbox clusters' },
    widths: { default: '2,4,8', text: 'values of -P; the best of a sample is taken' },
    sample: { default: '20', text: 'how many clusters a value of -P is tried on' },
  },
  run: async ({ clusters, widths, sample }, note) => {
    const programs = await programsOf(note);
    await using setting = await setUp(oneAccount(Number(clusters)));
    const run = await ours(setting, note);
    const tries = { widths: widths.split(',').map(Number), sample: Number(sample) };
    const given = { setting, places: await placesOf(setting), patches: await writePatches(setting) };
    const theirs = [];
    for (const plugin of programs.plugins) {
      theirs.push(await withPlugin({ ...given, kubectl: programs.kubectl, plugin, tries, note }));
    }
    return { programs: programs.versions, tables: [table(Number(clusters), run, theirs)] };
  },
});

interface Programs {
  readonly kubectl: string;
  readonly plugins: readonly Plugin[];
  readonly versions: Readonly<Record<string, string>>;
}

async function programsOf(note: Note): Promise<Programs> {
  const [path, aws, { awsIamAuthenticator }] = [
    await kubectl(note),
    await awsCli(note),
    await goPrograms(note),
  ];
  return {
    kubectl: path,
    plugins: [
      // Go's first, for it is quick: with it kubectl also fills its cache of discovery for the other.
      {
        name: 'aws-iam-authenticator token',
        command: awsIamAuthenticator,
        args: ({ name, region }) => ['token', '-i', name, '--region', region],
      },
      {
        name: 'aws eks get-token',
        command: aws,
        args: ({ name, region }) => ['eks', 'get-token', '--cluster-name', name, '--region', region],
      },
    ],
    versions: {
      kubectl: await versionOf(path, 'version', '--client'),
      'aws-cli': await versionOf(aws, '--version'),
      'aws-iam-authenticator': await versionOf('go', 'version', '-m', awsIamAuthenticator),
    },
  };
}

async function ours({ folder, sandbox }: Setting, note: Note): Promise<Took> {
  const home = { folder, aws: sandbox.env };
  note('roster apply …');
  await roster(home, 'catalog', 'push', 'fleet.yaml');
  return roster(home, 'apply');
}

interface Trial {
  readonly setting: Setting;
  readonly places: readonly Place[];
  /** The folder of the patches. */
  readonly patches: string;
  readonly kubectl: string;
  readonly plugin: Plugin;
  readonly tries: { readonly widths: readonly number[]; readonly sample: number };
  readonly note: Note;
}
interface Best extends Took {
  readonly plugin: string;
  readonly width: number;
}

/** Finds the best -P on a sample, then takes all clusters with it. */
async function withPlugin({ setting, kubectl: program, plugin, tries, note, ...of }: Trial): Promise<Best> {
  const { folder, sandbox, fleet } = setting;
  const names = fleet.clusters.map(({ name }) => name);
  const kubeconfig = await writeKubeconfig(folder, of.places, plugin);
  // A token must be signed for STS itself: where the sandbox's STS is, the plugins must not know.
  const env = { PATH: process.env['PATH'], ...sandbox.env, AWS_ENDPOINT_URL_STS: undefined };
  const loop: Xargs = { kubectl: program, kubeconfig, home: folder, patches: of.patches, env };
  const sampled = [];
  for (const width of tries.widths) {
    note(`${plugin.name}, -P ${width}, ${tries.sample} clusters …`);
    sampled.push({ width, seconds: (await xargs(loop, names.slice(0, tries.sample), width)).seconds });
  }
  const { width } = sampled.reduce((best, next) => (next.seconds < best.seconds ? next : best));
  note(`${plugin.name}, -P ${width}, ${names.length} clusters …`);
  return { plugin: plugin.name, width, ...(await xargs(loop, names, width)) };
}

function table(clusters: number, run: Took, theirs: readonly Best[]): Table {
  const row = (what: string, { seconds, cpuSeconds }: Took) => [
    what,
    seconds.toFixed(1),
    cpuSeconds.toFixed(1),
    ((1000 * seconds) / clusters).toFixed(0),
    `${(seconds / run.seconds).toFixed(1)} ×`,
  ];
  return {
    title: `${clusters} sandbox clusters, every one changes`,
    head: ['what', 'seconds', 'CPU, s', 'ms a cluster', '÷ roster'],
    rows: [
      row('`roster apply`: reads, patches, reads back, proves, verifies, records', run),
      ...theirs.map((best) =>
        row(`\`xargs -P ${best.width}\`: \`kubectl get\`, \`kubectl patch\`, with \`${best.plugin}\``, best),
      ),
    ],
  };
}
