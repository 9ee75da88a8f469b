// A scene for each view that comes, and the answer on its way.

import {openDoor} from './door.js';
import {$, el, newKey, number, refusal, say, show, speak, t, words} from './elements.js';
import {ask, deliver, openLine} from './line.js';
import {certainty, padOf, solution, verdict} from './question.js';

const WARNING = 10;

let view, draft, pad, offset, drawn, sending, warned;

// What is chosen outlives a reload.
const keep = () => (sessionStorage[draft.id] = JSON.stringify(draft));
const isOpen = () => view.phase === 'open';

function draftOf({drill, place, round, question}) {
	const id = `${drill}/${place}/${round}`;
	if (draft?.id === id) return draft;
	return JSON.parse(sessionStorage[id] ?? null) ?? {id, place, round, key: newKey(), chosen: [], matched: question.prompts.map(() => null), certainty: null};
}

async function hand(event) {
	event?.preventDefault();
	const mine = draft;
	const {place, round, key, certainty, chosen, matched} = mine;
	mine.isSent = chosen.length > 0 || matched.some(choice => choice !== null);
	mine.fault = mine.isSent ? '' : t(view.question.kind);
	keep();
	draw();
	if (mine.fault) return;
	sending = mine;
	const answer = {place, round, key, certainty, ...(matched.length ? {matched} : {chosen})};
	const receipt = await deliver(answer, () => draft === mine && isOpen() && !view.answer);
	sending = null;
	if (draft !== mine) return;
	if (/accepted|duplicate/.test(receipt?.status)) {
		// Whoever has the receipt is sent no view of it.
		view.answer = mine;
		if (view.places) view.places[place] = 'answered';
	} else if (receipt) {
		mine.isSent = /late|closed|taken/.test(receipt.status);
		mine.fault = refusal(receipt);
	}
	keep();
	draw();
}

const heading = (...text) => words('h1', {tabIndex: -1}, text);
const numbered = place => t('question', {n: place + 1, count: view.count});
const above = () => el('p.hint', numbered(view.place), view.round > 1 && ` · ${t('round', {n: view.round})}`);
const solved = () => [above(), verdict(view), words('h1', view.question.stem), solution(view.question, view.answer, view.reveal)];

// Fetched while there is a server.
function missed() {
	const link = el('a.go', {hidden: true}, t('missed'));
	fetch('/api/missed').then(async reply => {
		const [, download] = reply.headers.get('Content-Disposition').split('"');
		Object.assign(link, {download, href: URL.createObjectURL(await reply.blob()), hidden: false});
	}).catch(() => {});
	return link;
}

function next() {
	const {place, places} = view;
	if (!places) return;
	const other = Math.max(places.indexOf('unseen', place + 1), places.indexOf('unseen'));
	return other >= 0 && el('button.go', {type: 'button', onclick: () => open(other)}, numbered(other), ' ›');
}

function asked(kind, said) {
	const answer = view.answer ?? draft;
	const isDone = draft.isSent || view.answer || !isOpen();
	pad = padOf(view.question, answer, keep);
	return [above(), heading(view.question.stem), el('form', {onsubmit: hand},
		el('fieldset', {disabled: isDone}, pad.node, view.wants_certainty && certainty(answer, keep)),
		el('div.send', said && el(`p.note.${kind}`, {tabIndex: -1}, said), isDone ? next() : el('button.go', t('send'))))];
}

const scenes = {
	lobby: () => [heading(t('lobby', {name: view.name})), words('p', view.title), view.places ? next() : el('p.hint', t('wait'))],
	stem: () => [above(), heading(view.question.stem), el('p.hint', t('stem'))],
	asked: () => asked('bad', draft.fault),
	sending: () => asked('', t('sending')),
	saved: () => asked('good', `✓ ${t('saved')}`),
	discussion: () => asked('', [!view.answer && `${t('unanswered')} `, t('discuss')]),
	closed: () => asked('bad', draft.fault || `${t('no.closed')} ${t(draft.isSent ? 'no.late' : 'unanswered')}`),
	solved,
	over: () => [heading(t('no.over')), el('p', standing()), missed(), view.reveal && solved()],
};

function sceneNow() {
	if (view.phase === 'over') return 'over';
	if (!view.question) return 'lobby';
	if (view.reveal) return 'solved';
	if (view.phase === 'discussion') return 'discussion';
	if (!draft) return 'stem';
	if (view.answer) return 'saved';
	if (!draft.isSent && isOpen()) return 'asked';
	return draft.fault || !isOpen() ? 'closed' : 'sending';
}

const standing = () => ['points', 'rank'].filter(name => view[name] !== null).map(name => t(name, {n: view[name]})).join(' · ');

function draw() {
	const scene = sceneNow();
	const {place, round, answer, reveal, result, places, name, leaderboard} = view;
	const now = JSON.stringify([scene, place, round, answer?.chosen, answer?.matched, reveal, result, places, name, draft?.fault]);
	$('head').hidden = false;
	$('who').replaceChildren(words('bdi', name), ' ', words('bdi.hint', view.team));
	$('score').textContent = standing();
	if (now !== drawn) {
		pad = null;
		show(places && ownPlaces(), scenes[scene]());
		// What has the focus is read out.
		($('main').querySelector('.note') ?? $('main').querySelector('h1')).focus({preventScroll: true});
		if (scene === 'asked') say(t(view.question.kind));
		drawn = now;
	}
	$('board').hidden = !leaderboard;
	$('board').replaceChildren(el('h2', t('board')), el('ol', leaderboard?.map(line =>
		el(line.name === name ? 'li.own' : 'li', el('b', number(line.rank)), words('bdi', line.name), el('span', number(line.points))))));
	tick();
}

const ownPlaces = () => el('nav', view.places.map((state, place) =>
	el('button', {ariaCurrent: place === view.place, onclick: () => open(place)}, place + 1, el('br'), el('small', t(state)))));

async function open(place) {
	const [status, data] = await ask('/api/own', {place}).catch(() => [0, {code: 'silent'}]);
	status === 200 ? receive(data) : say(refusal(data));
}

function tick() {
	const left = view?.closes_at && Math.max(view.closes_at - Date.now() - offset, 1);
	$('time').hidden = $('clock').hidden = !left;
	if (!left) return;
	const seconds = Math.ceil(left / 1000 - .01);
	$('time').textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, 0)}`;
	$('bar').style.inlineSize = `${(left / (view.closes_at - view.opened_at)) * 100}%`;
	$('bar').className = seconds > WARNING ? '' : 'short';
	if (seconds > WARNING || view.answer || warned === draft.id) return;
	warned = draft.id;
	say(t('seconds', {n: seconds}));
}

function receive(next) {
	view = next;
	offset = view.now - Date.now();
	speak(view.language, view.is_right_to_left);
	document.title = view.title;
	draft = view.question?.options && draftOf(view);
	draw();
	// After a reload the answer is still on its way.
	if (sceneNow() === 'sending' && sending !== draft) hand();
}

function held(isNow) {
	if (isNow && $('state').textContent) say(t('back'));
	$('state').textContent = isNow ? '' : t('away');
}

function lost() {
	const fault = view && t('no.seat');
	if (view) sessionStorage.clear();
	view = draft = drawn = null;
	$('head').hidden = $('board').hidden = true;
	$('state').textContent = '';
	tick();
	openDoor(connect, fault);
}

const connect = () => openLine(receive, held, lost);

onkeydown = event => event.ctrlKey || event.altKey || event.metaKey || pad?.press(event.key);
setInterval(tick, 250);
connect();
