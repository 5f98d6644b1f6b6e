import { METRICS } from '@roster/workflow/deployment';
import { describe, expect, it } from 'vitest';
import { controlPlane } from './control-plane.ts';

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>> & { readonly title?: string };
}

/** The body with a word for each reference to something else. */
function body(): { readonly text: string; readonly widgets: readonly Widget[] } {
  const [dashboard] = Object.values(controlPlane().findResources('AWS::CloudWatch::Dashboard'));
  const { DashboardBody } = dashboard?.Properties as {
    DashboardBody: { 'Fn::Join': [string, (string | object)[]] };
  };
  const [between, pieces] = DashboardBody['Fn::Join'];
  const text = pieces.map((piece) => (typeof piece === 'string' ? piece : 'other')).join(between);
  return { text, ...(JSON.parse(text) as { widgets: Widget[] }) };
}

const { text, widgets } = body();

describe('the dashboard', () => {
  it('gives every widget a title', () => {
    expect(widgets.length).toBeGreaterThan(8);
    expect(widgets.filter(({ properties: { title = '' } }) => title === '')).toEqual([]);
  });

  it('answers in its first row: is the fleet right, since when', () => {
    const first = widgets.filter(({ y }) => y === 0).map(({ properties }) => properties.title);
    expect(first).toEqual([
      expect.stringContaining('right?'),
      expect.stringContaining('oldest drift'),
      expect.stringContaining('by outcome'),
    ]);
  });

  it('fills its 24 columns, each widget at a place of its own', () => {
    for (const row of new Set(widgets.map(({ y }) => y))) {
      const of = widgets.filter(({ y }) => y === row);
      expect(of.reduce((sum, { width }) => sum + width, 0)).toBe(24);
      expect(new Set(of.map(({ height }) => height)).size).toBe(1);
    }
  });

  it.each(Object.values(METRICS))('shows %s', (metric) => {
    expect(text).toContain(metric);
  });
});
