// A signed-in console user need not paste the token; it is read from this tab and kept nowhere else.
window.SwaggerUIBundle({
  url: '/openapi',
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'none',
  validatorUrl: null,
  requestInterceptor: (request) => {
    const token = sessionStorage.getItem('tandem.token');
    const isOwn = new URL(request.url, location.href).origin === location.origin;
    if (token && isOwn && !request.headers.Authorization) {
      request.headers.Authorization = `Bearer ${token}`;
    }
    return request;
  },
});
