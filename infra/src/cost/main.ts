import { writePage } from './page.ts';
import { costSection } from './section.ts';

// `npm run cost`: tells what a run costs, and puts it into infra/README.md.
console.log(costSection());
await writePage();
