// The line to the server: views come over a stream, or by polls where streams are held back.

const FIRST_VIEW = 4000; // a stream silent for longer is held back
const RESTLESS = 60000; // three streams that die within it are cut
const SILENCE = 20000; // beats come more often

const pause = wait => new Promise(done => setTimeout(done, wait * (.7 + Math.random() * .3)));

export async function ask(path, body, patience = 8000) {
	const sent = body && {method: 'POST', headers: {'X-Quiz': 1}, body: JSON.stringify(body)};
	const reply = await fetch(path, {signal: AbortSignal.timeout?.(patience), ...sent});
	const text = await reply.text();
	return [reply.status, text && JSON.parse(text)];
}

// Sends the answer under its key until a receipt comes, or nobody awaits it any more.
export async function deliver(answer, isAwaited) {
	for (let wait = 200; ; wait = Math.min(wait * 2, 2000)) {
		try {
			const [status, data] = await ask('/api/answer', answer);
			if (data.key === answer.key || data.status === 'taken') return data;
			if (status >= 400 && status < 500 && ![408, 409, 429].includes(status)) return data;
		} catch {
			// The network is away.
		}
		if (!isAwaited()) return null;
		await pause(wait);
	}
}

// Calls `view` with each view, `held` with whether the line holds, and `lost` where there is no seat any more.
export function openLine(view, held, lost) {
	let source, firstView, last = {seq: 0}, isPolling, isDone;
	let deaths = [], wait = 500, heard = 0, turn = 0;

	function take(next) {
		heard = Date.now();
		wait = 500;
		held(true);
		if (next.epoch === last.epoch && next.seq < last.seq) return;
		last = next;
		view(next);
	}

	function close() {
		turn += 1;
		clearTimeout(firstView);
		source?.close();
	}

	async function later(step) {
		isDone ||= last.phase === 'over';
		if (isDone) return;
		held(false);
		const mine = turn;
		await pause(wait);
		wait = Math.min(wait * 2, 5000);
		if (mine === turn) step();
	}

	function stream() {
		close();
		const mine = turn;
		let isBorn;
		source = new EventSource('/api/events');
		firstView = setTimeout(() => poll(isPolling = true), FIRST_VIEW);
		source.onmessage = ({data}) => {
			isBorn = true;
			clearTimeout(firstView);
			take(JSON.parse(data));
		};
		const beat = ({data}) => {
			heard = Date.now();
			if (data) ask('/api/pong', JSON.parse(data)).catch(() => {});
		};
		source.addEventListener('ping', beat);
		source.addEventListener('beat', beat);
		source.onerror = () => {
			if (mine !== turn) return;
			close();
			if (isBorn) deaths = [Date.now(), ...deaths].filter(at => Date.now() - at < RESTLESS);
			isPolling = deaths.length > 2;
			// A stream that is refused does not say why; a poll does.
			later(isBorn && !isPolling ? stream : poll);
		};
	}

	// Where streams may work, one poll says at once where things stand.
	async function poll() {
		close();
		const mine = turn;
		try {
			do {
				const [status, data] = await ask(`/api/poll?after=${isPolling ? last.seq : -1}&epoch=${last.epoch}`, null, 30000);
				if (mine !== turn) return;
				if ([401, 403, 404].includes(status)) {
					isDone = true;
					return lost();
				}
				if (status === 200) take(data);
				else if (status !== 204) throw status;
			} while (isPolling);
			stream();
		} catch {
			if (mine === turn) later(poll);
		}
	}

	const again = () => isDone || (isPolling ? poll : stream)();
	ononline = again;
	document.onvisibilitychange = () => document.hidden || Date.now() - heard < 5000 || again();
	setInterval(() => source?.readyState === 1 && Date.now() - heard > SILENCE && later(again), 5000);
	poll();
}
