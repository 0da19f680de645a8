/** Decimal texts are never turned into floating point: they are shown as served and added exactly. */
export function grouped(value: string): string {
  const [whole, part] = value.split('.');
  const text = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return part === undefined ? text : `${text}.${part}`;
}

export function unitMark(unit: string, currency: string | null): string {
  switch (unit) {
    case 'percent': return '%';
    case 'days': return 'days';
    case 'stars': return 'stars';
    case 'money': return currency ?? '';
    default: return '';
  }
}

export function sum(values: (string | null)[]): string {
  const known = values.filter((value): value is string => value !== null);
  const scale = Math.max(0, ...known.map((value) => (value.split('.')[1] ?? '').length));
  const total = known.reduce((at, value) => {
    const [whole, part = ''] = value.replace('-', '').split('.');
    const minor = BigInt(whole + part.padEnd(scale, '0'));
    return value.startsWith('-') ? at - minor : at + minor;
  }, 0n);
  const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return total < 0n ? `-${text}` : text;
}

export function same(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && /^-?0*\.?0*$/.test(sum([one, other.startsWith('-') ? other.slice(1) : `-${other}`]));
}

/** A hundred (or one) numerators by denominator with four decimals, rounded half up, as the services round. */
export function quotient(numerator: string, denominator: string, factor: bigint): string | null {
  const scale = (numerator.split('.')[1] ?? '').length;
  const above = BigInt(numerator.replace('.', '')) * factor * 10_000n;
  const below = BigInt(denominator) * 10n ** BigInt(scale);
  if (below === 0n) return null;
  const size = above < 0n ? -above : above;
  const digits = ((2n * size + below) / (2n * below)).toString().padStart(5, '0');
  return `${above < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

/** An instant as the date and minute in UTC; enough for "how old is this". */
export function moment(instant: string | null): string {
  return instant ? `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC` : 'unknown';
}
