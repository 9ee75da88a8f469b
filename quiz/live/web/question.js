// A question: what an answer is made on, and what came of it.

import {el, letter, number, say, t, words} from './elements.js';

// A shape and a letter beside the text: colour alone tells nothing.
const option = (place, text) => [
	el('b.badge', el('i', {ariaHidden: 'true'}, '▲●■◆★▼'[place % 6]), letter(place)), ' ', words('span', text),
];
const tag = (kind, sign, key) => el(`b.${kind}`, `${sign} ${t(key)} `);
const yours = () => tag('yours', '●', 'yours');
const percent = share => number(share % 1 ? Math.min(Math.max(share, .01), .99) : share, 'percent');
const placeOf = key => parseInt(key, 36) - 10;

export const padOf = (question, ...rest) => (question.kind === 'matching' ? matching : choice)(question, ...rest);

function choice({kind, options}, draft, changed) {
	const onchange = () => {
		draft.chosen = [...inputs.keys()].filter(place => inputs[place].checked);
		changed();
	};
	const type = kind === 'choice' ? 'radio' : 'checkbox';
	const inputs = options.map((_, place) => el('input', {type, name: 'option', checked: draft.chosen.includes(place), onchange}));
	const labels = options.map((text, place) => el('label.option', inputs[place], option(place, text)));
	const press = key => {
		const input = inputs[placeOf(key)];
		input?.focus();
		input?.click();
	};
	return {node: el('fieldset', el('legend', t(kind)), labels), press};
}

function matching({prompts, options}, draft, changed) {
	const {matched} = draft;
	const places = [...prompts.keys()];
	let current = Math.max(matched.indexOf(null), 0);
	const given = prompts.map(() => el('span.hint'));
	const users = options.map(() => el('b.users'));
	const heading = el('h2');
	const button = (onclick, ...parts) => el('button.option', {type: 'button', onclick}, parts);
	const left = prompts.map((text, place) =>
		button(() => turn(place), el('b', place + 1), el('span', words('span', text), el('br'), given[place])));
	const right = options.map((text, place) => button(() => give(place), option(place, text), users[place]));

	function draw() {
		for (const place of places) {
			left[place].ariaPressed = place === current;
			given[place].replaceChildren(...partner(options, matched[place]));
		}
		right.forEach((node, choice) => {
			node.ariaPressed = matched[current] === choice;
			users[choice].textContent = places.filter(place => matched[place] === choice).map(place => place + 1).join(', ');
		});
		heading.replaceChildren(t('partner', {n: current + 1}), ': ', words('bdi', prompts[current]));
	}

	function turn(place) {
		current = place;
		draw();
		heading.scrollIntoView({block: 'nearest'});
	}

	function give(choice) {
		const isParted = matched[current] === choice;
		const done = `${current + 1} = ${isParted ? t('alone') : letter(choice)}. `;
		matched[current] = isParted ? null : choice;
		const blanks = places.filter(place => matched[place] === null);
		if (!isParted) current = blanks.find(place => place > current) ?? blanks[0] ?? current;
		draw();
		say(done + t('partner', {n: current + 1}));
		changed();
	}

	draw();
	const lists = el('div.lists', el('section', left), el('section', heading, right));
	return {node: el('div', el('p.hint', t('matching')), lists), press: key => (right[placeOf(key)] ?? left[key - 1])?.click()};
}

export const certainty = (draft, changed) => el('fieldset', el('legend', t('sure')),
	el('div.levels', ['guess', 'low', 'middle', 'high'].map(level => {
		const onchange = () => changed(draft.certainty = level);
		return el('label.option', el('input', {type: 'radio', name: 'sure', checked: draft.certainty === level, onchange}), t(level));
	})));

const partner = (options, choice) => (choice === null ? [t('alone')] : ['= ', ...option(choice, options[choice])]);

export function verdict({result, points}) {
	const state = result?.state ?? 'unanswered';
	return el(`div.note.${state.split(' ')[0]}`, {tabIndex: -1},
		el('strong', {right: '✓ ', wrong: '✗ ', unanswered: ''}[state] ?? '◐ ', t(state)),
		result && state[0] === 'p' && ` ${percent(result.fraction)}`,
		result && points !== null && [' · ', el('bdi', `+${t('points', {n: result.points})}`)]);
}

function share(count, all, before) {
	const part = all && count / all;
	const bar = el('i');
	bar.style.inlineSize = `${part * 100}%`;
	return el('p.share', el('span.bar', bar), `${percent(part)} · ${number(count)}`, before >= 0 && ` (${t('before', {n: before})})`);
}

export function solution({kind, options, prompts}, answer, reveal) {
	const because = place => words('p', reveal.whys[place]);
	const chosen = (text, place) => {
		const isKey = reveal.key.includes(place);
		return el(isKey ? 'div.row.key' : 'div.row', el('p', option(place, text)),
			el('p', isKey && tag('right', '✓', 'key'), answer?.chosen.includes(place) && yours()),
			share(reveal.counts[place], reveal.answered, reveal.before?.[place]), because(place));
	};
	const pair = (text, place) => {
		const key = reveal.key[place];
		const given = answer?.matched[place];
		return el('div.row.key', words('p', text),
			el('p', partner(options, key), ' ', tag('right', '✓', 'key'), given === key && yours()),
			answer && given !== key && el('p', partner(options, given), ' ', tag('wrong', '✗', 'yours')),
			share(reveal.pairs[place][key], reveal.answered), because(place));
	};
	return [
		kind === 'matching' ? prompts.map(pair) : options.map(chosen),
		el('p.hint', t('answers', {n: reveal.answered})),
		reveal.why && [el('h2', t('why')), words('p', reveal.why)],
		reveal.passages[0] && el('h2', t('passage')),
		reveal.passages.map(({heading, parts}) => [
			words('p.hint', heading), words('blockquote', parts.map(([text, isCited]) => (isCited ? el('mark', text) : text))),
		]),
	];
}
