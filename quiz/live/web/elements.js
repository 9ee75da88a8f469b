// What is shown goes in as text nodes alone: no name and no stem can become markup.

const texts = {};
for (const line of (await (await fetch('/web/texts.tsv')).text()).split('\n')) {
	const each = line.split('\t');
	texts[each.shift()] = each;
}
let column = 0, content;

// The page speaks the bank's language where the catalogue has it; the bank's own texts keep theirs.
export function speak(language, isRightToLeft) {
	content = language;
	column = Math.max(texts.lang.indexOf(language.slice(0, 2).toLowerCase()), 0);
	document.documentElement.lang = texts.lang[column];
	document.dir = isRightToLeft ? 'rtl' : 'ltr';
}

export const number = (value, style) => value.toLocaleString(texts.lang[column], {style});

// What is put into a sentence is isolated: neither turns the other.
export function t(key, values) {
	const put = (_, name) => (isNaN(values[name]) ? `\u2068${values[name]}\u2069` : number(values[name]));
	const text = texts[key]?.[column].replace(/{(\w+)}/g, put);
	return text && document.dir === 'rtl' ? `\u2066${text}\u2069` : text;
}

// A fault has a code, a receipt a status.
export const refusal = ({status, code = status}) => t(`no.${code}`) ?? t('no.server');

// randomUUID is there over https alone.
export const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join('-');

// An element of this tag and class; plain objects among the parts are its properties and attributes.
export function el(selector, ...parts) {
	const [tag, ...classes] = selector.split('.');
	const node = document.createElement(tag);
	if (classes[0]) node.className = classes.join(' ');
	for (const part of parts.flat(9)) {
		if (part?.constructor !== Object) node.append(part || '');
		else for (const name in part) name in node ? (node[name] = part[name]) : node.setAttribute(name, part[name]);
	}
	return node;
}

// Text from the bank or from a learner, in its own language and direction.
export const words = (selector, ...parts) => el(selector, {dir: 'auto', lang: content}, parts);

export const letter = place => String.fromCharCode(65 + place);
export const $ = id => document.getElementById(id);
export const say = text => ($('say').textContent = text);

export function show(...nodes) {
	say('');
	$('main').replaceChildren(el('div', nodes));
	scrollTo(0, 0);
}
