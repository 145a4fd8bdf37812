"""A libcrypto of any release from 1.0.2, asked as its TLS code asks it."""

import ctypes
import pathlib

PARTIAL_CHAIN, STRICT = 0x80000, 0x20


class Library:
    def __init__(self, path):
        # Wheels bring the libraries that theirs needs.
        for needed in pathlib.Path(path).parent.glob("libz-*"):
            ctypes.CDLL(str(needed), ctypes.RTLD_GLOBAL)
        self.crypto = crypto = ctypes.CDLL(str(path))
        for called, result, arguments in [
            ("d2i_X509", "p", "ppl"),
            ("X509_free", "", "p"),
            ("OBJ_txt2obj", "p", "pi"),
            ("X509_add1_trust_object", "i", "pp"),
            ("X509_add1_reject_object", "i", "pp"),
            ("X509_alias_set1", "i", "ppi"),
            ("X509_STORE_new", "p", ""),
            ("X509_STORE_free", "", "p"),
            ("X509_STORE_add_cert", "i", "pp"),
            ("X509_STORE_CTX_new", "p", ""),
            ("X509_STORE_CTX_free", "", "p"),
            ("X509_STORE_CTX_init", "i", "pppp"),
            ("X509_STORE_CTX_set_default", "i", "pp"),
            ("X509_STORE_CTX_get0_param", "p", "p"),
            ("X509_STORE_CTX_get_error", "i", "p"),
            ("X509_VERIFY_PARAM_set_flags", "i", "pl"),
            ("X509_VERIFY_PARAM_set_time", "", "pl"),
            ("X509_verify_cert", "i", "p"),
        ]:
            self.declare(called, result, arguments)
        self.has_levels = hasattr(crypto, "X509_VERIFY_PARAM_set_auth_level")
        prefix = "OPENSSL_sk_" if hasattr(crypto, "OPENSSL_sk_new_null") else "sk_"
        for called, result, arguments in [("new_null", "p", ""), ("push", "i", "pp"), ("free", "", "p")]:
            self.declare(prefix + called, result, arguments)
        self.new_stack, self.push, self.free_stack = (
            getattr(crypto, prefix + called) for called in ("new_null", "push", "free")
        )
        if self.has_levels:
            self.declare("X509_VERIFY_PARAM_set_auth_level", "", "pi")
        else:
            crypto.OpenSSL_add_all_digests()
        self.known = {}

    def declare(self, called, result, arguments):
        kinds = {"p": ctypes.c_void_p, "i": ctypes.c_int, "l": ctypes.c_long, "": None}
        function = getattr(self.crypto, called)
        function.restype, function.argtypes = kinds[result], [kinds[one] for one in arguments]

    def certificate(self, der, form="plain"):
        if (der, form) in self.known:
            return self.known[der, form]
        crypto = self.crypto
        buffer = ctypes.create_string_buffer(der, len(der))
        pointer = ctypes.c_void_p(ctypes.addressof(buffer))
        made = crypto.d2i_X509(None, ctypes.byref(pointer), len(der))
        assert made, "a certificate that OpenSSL cannot read"
        if form == "trusted":
            crypto.X509_alias_set1(made, b"lab", 3)
        elif form == "trustedForServers":
            crypto.X509_add1_trust_object(made, crypto.OBJ_txt2obj(b"serverAuth", 0))
        elif form == "notTrustedForServers":
            # Before 1.1.0, trust for another purpose was not yet distrust for this one.
            if self.has_levels and der[-1] % 2:
                crypto.X509_add1_trust_object(made, crypto.OBJ_txt2obj(b"emailProtection", 0))
            else:
                crypto.X509_add1_reject_object(made, crypto.OBJ_txt2obj(b"serverAuth", 0))
        self.known[der, form] = made
        return made

    def forget(self):
        """1.0.2 remembers of a certificate that its signature was good once, whoever signed it."""
        for made in self.known.values():
            self.crypto.X509_free(made)
        self.known = {}

    def verify(self, case, moment, flags=0):
        """The error number of the handshake; 0 for none."""
        crypto = self.crypto
        store, context, stack = crypto.X509_STORE_new(), crypto.X509_STORE_CTX_new(), self.new_stack()
        for form, entry in case.store:
            crypto.X509_STORE_add_cert(store, self.certificate(entry, form))
        leaf = self.certificate(case.leaf)
        for entry in [case.leaf] + case.served:
            self.push(stack, self.certificate(entry))
        crypto.X509_STORE_CTX_init(context, store, leaf, stack)
        crypto.X509_STORE_CTX_set_default(context, b"ssl_server")
        settings = crypto.X509_STORE_CTX_get0_param(context)
        crypto.X509_VERIFY_PARAM_set_time(settings, int(moment.timestamp()))
        if flags:
            crypto.X509_VERIFY_PARAM_set_flags(settings, flags)
        if self.has_levels:
            crypto.X509_VERIFY_PARAM_set_auth_level(settings, 2)
        good = crypto.X509_verify_cert(context) == 1
        error = crypto.X509_STORE_CTX_get_error(context)
        crypto.X509_STORE_CTX_free(context)
        crypto.X509_STORE_free(store)
        self.free_stack(stack)
        self.forget()
        return 0 if good else error or -1
