/** The three lines of a row as these programs write it, with a comment that nobody else may touch. */
export function rowText(arn: string, name: string): string {
  const key = arn.includes(':user/') ? 'userarn' : 'rolearn';
  return `- ${key}: ${arn} # ${name}'s\n  username: ${name}\n  groups: ["readers"]\n`;
}

/** The list with this row in front or at the end. */
export function withRow(list: string, row: string, inFront: boolean): string {
  if (inFront) return row + list;
  return list === '' || list.endsWith('\n') ? list + row : `${list}\n${row}`;
}

/** The list without this row, if it is there; everything else to the byte. */
export function withoutRow(list: string, row: string): string {
  const at = list.indexOf(row);
  return at < 0 ? list : list.slice(0, at) + list.slice(at + row.length);
}
