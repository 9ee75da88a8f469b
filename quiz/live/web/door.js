// The way in: the code, then whatever the room asks for.

import { el, newKey, refusal, show, speak, t, words } from './elements.js';
import { ask } from './line.js';

const field = (id, more) => [
	el('label', { for: id }, t(id)), el('input.field', { id, name: id, required: true, maxLength: 60, autocomplete: 'off' }, more),
];

function form(step, fault, ...parts) {
	const alert = el('p.note.bad', { role: 'alert', dir: 'auto' }, fault);
	const onsubmit = async event => {
		event.preventDefault();
		const values = Object.fromEntries(new FormData(event.target));
		alert.textContent = await step(values).catch(() => t('silent'));
	};
	return el('form', { onsubmit }, parts, alert, el('button.go', t('join')));
}

export async function openDoor(joined, fault) {
	const enter = async ({ code }) => {
		const { status, data } = await ask(`/api/room/${encodeURIComponent(code)}`);
		return status === 200 ? enterRoom(code, data, joined, fault) : refusal(data);
	};
	const code = decodeURIComponent(location.pathname.slice(1));
	speak(navigator.language);
	const refused = code && (await enter({ code }).catch(() => t('silent')));
	if (refused || !code) show(el('h1', 'quiz'), form(enter, refused || fault, field('code', { value: code })));
}

function enterRoom(code, room, joined, fault) {
	speak(room.language, room.is_right_to_left);
	const join = async values => {
		// Where the reply is lost, the same key gives the same seat.
		const key = (sessionStorage.joining ??= newKey());
		const { status, data } = await ask('/api/join', { code, key, name: '', ...values });
		if (status !== 200) return refusal(data);
		delete sessionStorage.joining;
		joined();
	};
	show(words('h1', room.title), form(join, fault || (!room.is_open && t('no.room.closed')),
		!room.draws_names && field('name', { dir: 'auto' }),
		room.teams[0] && el('fieldset', el('legend', t('team')), room.teams.map(value =>
			el('label.option', el('input', { type: 'radio', name: 'team', value, required: true }), words('span', value)))),
		room.wants_identifier && field('identifier'),
		room.wants_number && field('number', { inputMode: 'numeric', pattern: '[0-9]{2}' })));
}
