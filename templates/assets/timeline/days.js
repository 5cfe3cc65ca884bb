// Days as whole numbers from 1 January 1970, in the calendar that we use now, for all times; and how they are said.

export function dayOf(year, month, day) {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

/** Year, month and day of a number. */
export function civil(number) {
  const n = number + 719468;
  const era = Math.floor(n / 146097);
  const e = n - era * 146097;
  const yearOfEra = Math.floor((e - Math.floor(e / 1460) + Math.floor(e / 36524) - Math.floor(e / 146096)) / 365);
  const dayOfYear = e - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const m = Math.floor((5 * dayOfYear + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * m + 2) / 5) + 1];
}

/** Months as whole numbers, and the day on which one begins. */
export const monthOf = (day) => {
  const [year, month] = civil(day);
  return year * 12 + month - 1;
};
export const monthStart = (month) => dayOf(Math.floor(month / 12), (((month % 12) + 12) % 12) + 1, 1);
export const yearStart = (year) => dayOf(year, 1, 1);

/** The first or the last day of a year, a month or a day as it is typed; undefined for what is none. */
export function read(text, last) {
  const parts = /^([-\u2212]?\d{1,12})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(text.trim());
  if (!parts) return undefined;
  const year = Number(parts[1].replace("\u2212", "-"));
  if (!parts[2]) return last ? yearStart(year + 1) - 1 : yearStart(year);
  const month = year * 12 + Number(parts[2]) - 1;
  if (parts[2] < 1 || parts[2] > 12) return undefined;
  if (!parts[3]) return last ? monthStart(month + 1) - 1 : monthStart(month);
  const day = monthStart(month) + Number(parts[3]) - 1;
  return parts[3] < 1 || day >= monthStart(month + 1) ? undefined : day;
}

/** A day as data files have it. */
export function iso(day) {
  const [year, month, date] = civil(day);
  const two = (number) => String(number).padStart(2, "0");
  return `${year < 0 ? "-" : ""}${String(Math.abs(year)).padStart(4, "0")}-${two(month)}-${two(date)}`;
}

/** The shortest text that `read` takes for the day, as a beginning or as an end. */
export function write(day, last) {
  const next = civil(last ? day + 1 : day);
  const text = iso(day);
  return next[2] > 1 ? text : next[1] > 1 ? text.slice(0, -3) : text.slice(0, -6);
}

/** How days are said in the page's language. The calendar and the figures are those of the texts that the site is made of. */
export function wording(page) {
  // Day before month, as the texts have it.
  const lang = page === "en" ? "en-GB" : page;
  const kept = new Map();
  return (day, options) => {
    const before = civil(day)[0] < 1;
    const key = JSON.stringify(options) + before;
    if (!kept.has(key)) {
      const all = { ...options, ...(before && options.year && { era: "short" }), timeZone: "UTC", calendar: "gregory", numberingSystem: "latn" };
      kept.set(key, new Intl.DateTimeFormat(lang, all));
    }
    const date = new Date(day * 864e5);
    return Number.isNaN(date.getTime()) ? String(civil(day)[0]) : kept.get(key).format(date);
  };
}
export const IN_FULL = { year: "numeric", month: "long", day: "numeric" };

const YEARS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6].flatMap((tens) => [1, 2, 5].map((step) => step * tens));

/** Where the axis of a scale has its marks: [{day, text, strong}]. */
export function ticks({ from, until, days, width }, say) {
  const most = Math.max(2, Math.floor(width / 58));
  const steps = [[1, 0], [2, 0], [5, 0], [10, 0], [0, 1], [0, 3], [0, 6], ...YEARS.map((years) => [0, years * 12])];
  const [step, months] = steps.find(([d, m]) => days / (d || m * 30.44) <= most) ?? steps.at(-1);
  const found = [];
  if (months) {
    for (let month = Math.ceil(monthOf(from) / months) * months; ; month += months) {
      // Round years are counted from year 1, backwards too: 60 BC is -59.
      const day = monthStart(month + (month < 0 && months > 12 ? 12 : 0));
      if (day > until) break;
      if (day < from) continue;
      const january = month % 12 === 0;
      found.push({ day, strong: january && months < 12, text: say(day, january ? { year: "numeric" } : { month: "short" }), plain: !january });
    }
  } else {
    for (let day = from; day <= until; day++) {
      const date = civil(day)[2];
      if ((date - 1) % step || (step > 1 && date > 28)) continue;
      found.push({ day, strong: date === 1, text: say(day, { day: "numeric", month: "short" }), plain: true });
    }
  }
  // The first mark says the year where no other does.
  if (found[0]?.plain && !found.some((tick) => !tick.plain)) found[0].text = say(found[0].day, months ? { month: "short", year: "numeric" } : { day: "numeric", month: "short", year: "numeric" });
  return found;
}
