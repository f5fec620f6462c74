import "@valise/matrix/worker";
