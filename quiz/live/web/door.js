// The way in: the token of the QR code, or the code on the wall; then whatever the room asks for.

import {el, newKey, refusal, show, speak, t, words} from './elements.js';
import {ask} from './line.js';

// What follows the number sign is in no request until the page sends it.
const [token] = /\b\w{26}\b/.exec(location.hash) ?? [];
const code = decodeURIComponent(location.pathname.slice(1));

const field = (name, more) =>
	el('label', t(name), el('input.field', {name, required: true, maxLength: 60, autocomplete: 'off'}, more));

function form(step, fault, ...parts) {
	const alert = el('p.note.bad', {role: 'alert', dir: 'auto'}, fault);
	const onsubmit = async event => {
		event.preventDefault();
		const values = Object.fromEntries(new FormData(event.target));
		alert.textContent = await step(values).catch(() => t('no.silent'));
	};
	return el('form', {onsubmit}, parts, alert, el('button.go', t('join')));
}

export async function openDoor(joined, fault) {
	const askCode = fault => show(el('h1', 'quiz'), form(enter, fault, field('code', {value: code})));

	async function enter(way) {
		const [status, room] = await ask('/api/room', way);
		if (status !== 200) return refusal(room);
		speak(room.language, room.is_right_to_left);
		const join = async values => {
			// Where the reply is lost, the same key gives the same seat.
			const key = (sessionStorage.joining ??= newKey());
			const [status, data] = await ask('/api/join', {...way, key, name: '', ...values});
			// The room was locked meanwhile.
			if (data.code === 'room.unknown') return askCode(refusal(data));
			if (status !== 200) return refusal(data);
			delete sessionStorage.joining;
			joined();
		};
		show(words('h1', room.title), form(join, fault || (!room.is_open && t('no.room.closed')),
			!room.draws_names && field('name', {dir: 'auto', maxLength: 24}),
			room.teams[0] && el('fieldset', el('legend', t('team')), room.teams.map(value =>
				el('label.option', el('input', {type: 'radio', name: 'team', value, required: true}), words('span', value)))),
			room.wants_identifier && field('identifier'),
			room.wants_number && field('number', {inputMode: 'numeric', pattern: '[0-9]{2}'})));
	}

	speak(navigator.language);
	const way = token ? {token} : code && {code};
	const refused = way && (await enter(way).catch(() => t('no.silent')));
	if (refused || !way) askCode(refused || fault);
}

// Another QR code was scanned.
onhashchange = () => location.reload();
